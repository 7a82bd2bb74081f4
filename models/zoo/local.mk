### models/zoo: the bundled networks.  INDEX says what they are; the server embeds
### $(zoo_files), tests/zoo checks every figure of INDEX.
zoo_files = \
	models/zoo/INDEX \
	models/zoo/alexnet.prototxt \
	models/zoo/caffenet.prototxt \
	models/zoo/densenet121.prototxt \
	models/zoo/fcn8s.prototxt \
	models/zoo/googlenet.prototxt \
	models/zoo/lenet.prototxt \
	models/zoo/mobilenet_v1.prototxt \
	models/zoo/mobilenet_v2.prototxt \
	models/zoo/nin.prototxt \
	models/zoo/resnet101.prototxt \
	models/zoo/resnet152.prototxt \
	models/zoo/resnet18.prototxt \
	models/zoo/resnet34.prototxt \
	models/zoo/resnet50.prototxt \
	models/zoo/resnext50.prototxt \
	models/zoo/squeezenet1.0.prototxt \
	models/zoo/squeezenet1.1.prototxt \
	models/zoo/vgg16.prototxt \
	models/zoo/vgg19.prototxt \
	models/zoo/vgg_f.prototxt \
	models/zoo/vgg_m.prototxt \
	models/zoo/vgg_s.prototxt
EXTRA_DIST += $(zoo_files)
