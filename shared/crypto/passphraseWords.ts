/**
 * Words for generated passphrases: plain English, three to eight letters, chosen for this list by hand. 2941 words, so each drawn word is
 * worth 11.5 bits. Nothing stored depends on the list, but printed recovery sheets do: no word and no order may change.
 */
const lines = `
aardvark abacus abbey about above abroad absorb abyss accent accept access accord account achieve acid acorn acquire acre across action active actor
actual adapt address adjust admire admit adobe adopt adult advance advice aerial affair afford afloat again agenda agent agile agree ahead aide
airline airport airy aisle alarm album alcove alert algebra alike alive alley alloy almanac almond almost aloud alpha alpine already altar alter amaze
amber ambient amble ample amulet amuse anatomy anchor ancient angle animal ankle annex annual answer antenna anthem antique antler anvil apart apex
apple apply appoint apricot april apron aqua arbour arcade archer archive arctic area arena argue arise armour aroma around arrange arrival arrive
arrow article artist artwork ascend ashore aside asleep aspect asphalt assert asset assign assist assume assure atlas atom atrium attach attempt
attend attic attract auction audio audit august aunt author autumn avenue average avocado avoid await awake award aware awhile axis azure baby backup
bacon badge badger bagel baggage bake bakery balance balcony ballad ballet balloon ballot balm bamboo banana band bandage banjo banker banner banquet
barber bargain barge barista bark barley barn baron barrel barrier basil basin basis basket bassoon batch bath battery bazaar beach beacon bead beak
beam bean beanie bear beard beauty beaver become bedrock bedroom bedtime beetle begin behave belief bell bellows belong belt bench bend benefit beret
berry best better beyond bicycle bike billow bind biology birch bird biscuit bishop bison bistro blade blank blanket blaze blazer blend bless blimp
blink block blog blond bloom blossom blouse blue bluff blunt blur blush board boast boat bobbin body boil bold bolt bond bonfire bongo bonnet bonus
book booklet boost boot booth border borrow bottle bottom boulder bounce bound bouquet bowl boxer bracket braid brain brake bramble branch brass bread
break breath breeze brew brick bridge brief bright bring brisk broad broccoli broker bronze brooch brook broom brother brown brush bubble bucket
buckle bud budget buffalo buffet bugle build bulb bulk bull bumper bunch bundle bungalow bunny bunting burger burlap burrow bush business busy butler
butter button buyer buzz cabbage cabin cabinet cable cactus cadet cafe cake calcium calf call calm camel camera camp campus canal canary candid candle
candy canoe canopy canteen canvas canyon capable cape capital captain capture carafe caramel caravan carbon card cardigan care career careful cargo
caring carol carpet carrot carry cart carton cartoon carve cascade case cashew cashier cashmere castle casual catalog catch cater catkin cattle cause
cavalry cave cavern cedar ceiling celery cell cellar cello cement cent central centre century ceramic cereal certain chair chalet chalk chamber champ
chance change channel chapel chapter charge chariot charity charm chart charter chase chat cheap check cheddar cheek cheer cheerful cheese cheetah
chef cheque cherish cherry chess chest chew chicken chief child chill chimney chin chip chisel choice choir choose chord chore chorus chrome chuckle
chunk cider cinder cinema cinnamon cipher circle circuit circus citizen citrus city civic civil claim clap clarify clarinet clarity clash class
classic clause clay clean clear clerk clever click client cliff climate climb clinic clip cloak clock cloister clone close cloth cloud clover club
clue cluster coach coal coat cobalt cobweb cockpit cocoa coconut code coffee coil coin collar collect college colour column comb combine comedy comet
comfort comic comma command comment commit common compact company compare compass compose compost concept concert cone confirm connect consent consul
consult contact contain contest context contract convert convey convoy cook cookie cool copper copse copy coral cord core cork corn corner cornet
correct cosmic cosmos cost costume cosy cottage cotton couch council country county couple coupon courage courier course court cousin cove cover
coyote crab cradle craft crane crate crater crawl crayon cream create credit creek crepe crest crew cricket crimson crisp critic crochet croft crop
cross crowd crown crucial crumb crumpet crunch crust crystal cube cubic cuckoo culture cupcake curator cure curious curl current curry cursor curtain
curve cushion custard custom cutlery cycle cyclone cymbal cypress dahlia daily dairy daisy damp damson dance dapper dare daring dark dash data date
daughter dawn daylight daytime dear debate decade decent decide deck declare decline decor decree deep deer define degree delay delight deliver delta
demand denim dense dentist depart depend deposit depot depth deputy derby desert deserve design desire desk dessert destiny detail detect develop
device devote dial dialect diamond diary dice diesel differ digest digit digital dignity dine diner dinghy dinner diploma direct disc discuss dish
display distant dive diverse divide dock doctor doily dolphin domain dome dominant domino donate donkey donor door doorway dormouse double doubt dough
dove dozen draft dragon drama drapery drawer drawing dream dress drift drill drink drive driver drizzle drum duchess duck duet duke dune durable
during dusk dust duty duvet dwell dynamic eager eagle early earn earring earth ease easel east eastern easy eaves echo eclipse ecology economy edge
edible edit edition editor educate effect effort eight elastic elbow elder elect elegant element eleven elite elk embark ember emblem embrace emerald
emerge emotion emperor employ empower empty enable enamel encore endless endorse endure energy engage engine enjoy enlist enough enrich enrol ensign
ensure enter entire entrant entry envelope envoy enzyme epic episode equal equator equip equity era erase escort essay essence estate esteem estuary
eternal ethics evening event evident evolve exact examine example exceed excel excess excite exhale exhibit exist exit exotic expand expect expense
expert explain explore export express extend extra eyebrow fable fabric facade face factor factory fairy faith falcon fall fame family famous fancy
farm farmer farthing fashion fast father faucet favour feast feather feature federal feed feel fellow fence fennel fern ferret ferry fertile festive
fetch fiction fiddle field fiesta fifteen fifth fifty figure filbert file fill filter final finance finch find finesse finger finish fire firm first
fish fitness five fjord flag flake flame flamingo flank flannel flap flare flash flask flat flavour fleet flex flick flight flint flip float flock
flood floor flora floral florist flotilla flour flower fluent fluid flute flyer foam focus foil fold folder folk follow fond food football forage ford
forearm foreign foremost forest forget forgive fork form formal format formula fortune forty forum forward fossil foster found fountain four foyer
fragile frame freckle free freedom freeze freight fresco fresh friend frigate fringe frog front frost frosty fruit fudge fuel fulfil full fund funnel
furnace future gable gadget gain gala galaxy gallant galleon gallery galley gallon gallop game gamma garage gardener garland garlic garment garnet
garnish gate gateway gather gauge gaze gazebo gazelle gear gecko gem general genial genre gentle genuine geology geyser gherkin giant gift giggle
ginger gingham giraffe give glacier glad glance glass glaze gleam glen glide glimmer glimpse glitter globe glory glossy glove glow glue gnome goal
goat gold golden golf gondola good goose gopher gorge gosling gospel govern gown grace grade grain grammar grand granite grant grape graph graphic
grasp grass grateful gravel gravity great green greet grid grill grin grip grocery groove grotto ground group grove grow growth guard guava guess
guest guide guild guitar gulf gull gust habit habitat half hall hallway halo hamlet hammer hammock hamper hamster handle handy hanger happen happy
harbour hardy hare harmony harness harp harvest haste hat hatch haul haven hawk hazel hazelnut head headland heal health heart hearth hearty heat
heath heather heaven hedge heel height heir helium helmet help helpful herald herb herd heritage hermit hero heron hibiscus hidden high highway hike
hill hinge hint hippo history hobby hockey hold holiday holly home honest honey hood hoof hook hoop hope horizon horn hornet horse host hostel hotel
hour house hover human humble humid hummus humour hundred hurdle hurry husky hyacinth hybrid hydrant hygiene hymn iceberg icicle icon idea ideal igloo
image imagine immense impact import impress improve impulse inch include income index indigo indoor infant inform inherit initial inkwell inland inn
input inquiry insect insert inside insight inspect inspire install instant instead intact intent invent invest invite iris iron island isle issue item
ivory jackal jacket jade jaguar jam january jargon jasmine jasper jaunty javelin jeans jelly jersey jest jewel jigsaw jockey jog join joint jolly
journal journey joy joyful jubilee judo juggle juice juicy july jumbo jump june jungle junior juniper jury justice kale kayak keel keen keep kelp
kennel kernel kettle key keyhole kilo kilt kind kindle kindly king kingdom kiosk kitchen kite kitten kiwi knack knee knight knit knob knoll knot know
koala label labour lace lacquer ladder ladle lagoon lake lamb lamp land lane language lantern lapel larch larder large lark laser latch late latest
latin lattice laugh launch laundry laurel lava lavender lawn lawyer layer layout lead leader leaf league learn leash leather leave lecture ledge legal
legend leisure lemon lemur lend length lens lentil leopard lesson letter lettuce level lever liberty library licence lichen lid life lift light lilac
lily limb lime limerick limit limpet line linear linen linnet lion lip liquid list listen literal litre little live lively lizard llama load loaf loan
lobby lobe lobster local locate locker locket lodge loft log logic logo long look loom loop lotion lotus loud lounge love lovely loyal lucky luggage
lullaby lumber lunar lunch lunchbox lupin lure lush lute luxury lynx lyric macaw machine mackerel magenta magic magma magnet magpie mahogany mail main
major make mallard mallet mammal mammoth manage mandolin mango manner manor mansion mantle manual map maple marble march margin marigold marina marine
mariner market marmot maroon marquee marsh mascot mason mass master match mate matrix matter mature maximum maybe mayor maze meadow meal measure medal
media medium meet mellow melody melon melt member memo memoir memory mend mental mentor menu merchant mercury merge meringue merit merry mesh message
metal meteor meter method metre metro midday middle midnight mighty mild mile milk mill mimic mind mineral mini minnow mint minuet minute miracle
mirror misty mitten mix mixture moat mobile model modern modest module moist molar moment monitor monkey monsoon month mood moon moor moose moral
morning mosaic moss motel mother motion motive motor motto mould mound mountain mouse mouth move movie muffin mug mulch mule muscle museum mushroom
music muslin mustang mustard mutual mystery myth name napkin narrow narwhal nation native natural nature near neat neck nectar need needle nephew
nerve nest nettle network neutral never news next nice nickel niece night nimble nine noble noise nomad noodle noon normal north nose notable notch
note nothing notice notion nougat noun nova novel nozzle nudge number nurse nursery nurture nutmeg nutshell nylon oak oar oasis oat object oblige oboe
observe obtain ocean ocelot ochre octave october octopus offer office often oil oilskin olive omega omelet onion online onset onward opal open opera
opinion opossum optic option oracle oral orange orbit orchard orchid order ordinary organ orient origami origin osprey ostrich otter ounce outdoor
outfit outline outlook output oval oven owl owner oxbow oxide oxygen oyster pace pack package paddle page pail paint pair paisley palace palette palm
pamphlet pancake panda panel panther pantry papaya paper paprika parade paragon parasol parcel parent park parka parlour parrot parsley parsnip
partner party pass passage pasta paste pastel pastry pasture patch path patient patio patrol pattern pause pave pavilion payment peace peach peacock
peak peanut pear pearl pebble pedal pelican pen pencil pendant penguin penny peony people pepper perfect perform perhaps period permit person petal
petunia pewter pheasant phone photo phrase physics pianist piano piccolo pick pickle picnic picture piece pier pigeon pile pilgrim pillar pillow pilot
pine pink pinnacle pioneer pipe pitch pivot pixel pizza place plaid plain plan planet plank plant plaster plate plateau platter play player playful
plaza please pledge plenty plot plough plover plum plumage plump plus plywood pocket poem poet poetry point polar pole polish polite pollen polo
poncho pond pony pool poplar poppy popular porch porridge portal portion portray positive post postal postcard poster potato pottery pouch poultry
pour powder power prairie praise prawn precise predict prefer prelude premier prepare present preserve press pretty pretzel prevent price pride
primary prime primrose prince print prism privacy prize problem process produce profile profit program project promise promote prompt proof proper
prosper protect protein proud prove provide prudent prune public pudding puddle puffin pull pulley pullover pulse pump pumpkin punch pupil puppet
puppy purple purpose purse pursue push puzzle pyramid quadrant quail quaint quality quantity quarry quarter quartz quay queen quest queue quick quiet
quill quilt quince quit quite quiver quiz quota quote rabbit raccoon race radar radiant radio radish radius rafter rail rain rainbow raise raisin ramp
ranch random range rapid rare rather raven ravine razor reach react read ready real realm reap reason rebuild recall receipt receive recent recess
recipe record recover reduce reed reef reel refer refine reflect reform refresh refuge regal regard region regular reindeer relate relax relay relief
relish remain remark remedy remember remind remote remove render renew rent repair repeat reply report require rescue resolve resort respect respond
rest result resume retain retire return reveal review revive reward rhubarb rhyme rhythm ribbon rice rich rickshaw riddle ride ridge right rigid ring
rinse ripe ripple rise ritual rival river rivet road roam roast robe robin robot robust rock rocket rodeo role roll romance roof rook room rooster
root rope rose rosemary rosette roster rotate rough round route routine rowan rowboat royal rubber ruby rucksack rudder rugby ruler rumble run rune
runner runway rural rush rustic rye saddle safari safe saffron sage sail sailor salad salary sale salmon salt salute same sample sand sandal sapphire
sardine sash satin sauce saucer sauna savanna save saying scaffold scale scallop scan scarab scarf scarlet scene scenic scent scholar school schooner
science scone scoop scooter score scout screen script scroll scuba sculptor seagull seal search seashell season seat second section sector seed seek
seem select self sell seminar send sense sensor sentry sequel serene series serious serve service sesame session settle seven several shade shadow
shake shallot shallow shamrock shanty shape share shark sharp shawl shed sheep sheet shelf shell shelter sherbet sheriff shield shift shine ship shirt
shoe shop shore short shoulder shovel shower shrimp shrine shrub shuffle shuttle shy sibling side siesta sight sign signal silence silent silk silo
silver similar simple sincere singer single sister sit site six size skate skein sketch ski skill skin skip skirt sky skylark slalom slate sleek sleep
sleet sleeve sleigh slender slice slide slim slipper slogan slope slow small smart smile smooth snack snail snap sneeze snorkel snowy soap soar soccer
social sock soda sofa soft soil solar sole solid solo solve sonata song sonic soon soothe sorbet sorrel sort soul sound soup source south soybean
space spade spare spark sparrow spatula speak special speech speed spell spend sphere spice spider spin spinach spindle spiral spire spirit splash
sponge spool spoon sport spot spray spread spring sprint sprout spruce square squash squid squire squirrel stable stack stadium staff stage stair
stall stallion stamina stamp stand staple star starch starling start state station statue stay steady steam steel steep steeple stem stencil step
stereo stew steward stick still stir stock stone stool stop storage store stork storm story stove strand straw stream street stretch stride string
stripe stroll strong studio study style subject submit subtle suburb subway success sudden suffice sugar suggest suit suite sultan summary summer
summit sun sundae sundial sunny sunrise sunset super supper supply support suppose supreme sure surf surface surge surplus surprise survey sushi
swallow swan swap sweater sweep sweet swift swim swing switch sycamore symbol syrup system table tablet tackle taco tadpole tail tailor take talcum
talent talk tall tame tandem tangent tangle tango tank tap tape tapestry target tariff tartan task taste tasty tavern taxi tea teach teacher teak team
teapot tease teddy tell temper temple tempo ten tenant tender tennis tenor tent tenth term terrace terrain test text thank theatre theme theory thick
thicket thimble thing think third thirsty thirty thistle thorough thought thread three thrive throat throne throw thumb thunder thyme tiara ticket
tide tidy tiger tile timber time timid tiny tissue title toad toast toboggan today toe toffee together token tomato tone tongue tonic tool tooth topaz
topic torch tornado tortoise total totem toucan touch tough tour tourist towel tower town toy track tractor trade trail train trait tram transit
travel tray treaty tree trellis tremor trend trial tribute trick trim trinket trio trip triple trolley trombone trophy tropic trouser trout trowel
truck true truffle trumpet trunk trust truth tuba tulip tuna tundra tune tunic tunnel turban turbine turf turn turnip turret turtle tutor tweed twelve
twenty twice twig twin twine twist type typical umpire uncle under unfold uniform union unique unison unit unite unity unlock until unusual unveil
upbeat update upgrade upland uplift upper upright upward urban urgent usher usual utensil utility utmost vacant vaccine vacuum valley value valve
vanilla vapour variety various varnish vase vast vault vector vellum velvet vendor venture venue veranda verb verify verse version vessel vest veteran
viable viaduct victor video view vigil village vine vineyard vintage vinyl viola violet violin virtual virtue visible vision visit visitor visual
vital vivid vocal voice volcano volley volume vote voucher vowel voyage wade waffle wage wagon waist wait wake walk walkway wall wallet walnut walrus
waltz wander want warm warmth wash watch water wave wax way wealth wear weasel weather weave website wedge week weekend weigh welcome well west
western whale wharf wheat wheel whisk whisper whistle white whittle whole wicker wide width wild willow windmill window windy wing winner winter wire
wisdom wise wish wizard wolf wombat wonder wood wooden woodland wool word work workshop world worthy wrap wreath wren wrist write writer yacht yard
yarn year yeast yellow yodel yoga yogurt yolk yonder young youth zebra zenith zero zest zigzag zinc zipper zither zodiac zone zoo zoom
`;

export const passphraseWords: readonly string[] = lines.trim().split(/\s+/);
