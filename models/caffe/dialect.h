/* The forks of Caffe that networks are written for: one row each.
 *
 * A fork is a bit, and what several of them have is a set of bits: in the rows
 * of schema.def, in those of layer types, in what a network needs.  0 is BVLC
 * Caffe itself.  Which fork has what is known from building them. */
#ifndef CAFFE_DIALECT_H
#define CAFFE_DIALECT_H

#include <stdint.h>

#include "models/base/str.h"

/* X(key, title), the better known first: where several forks explain a file as
 * well, the first is named. */
#define DIALECTS(X) \
	X(ssd, "SSD Caffe (weiliu89)") \
	X(frcnn, "Faster R-CNN Caffe (rbgirshick)") \
	X(rfcn, "R-FCN Caffe (daijifeng001)") \
	X(segnet, "SegNet Caffe (alexgkendall)") \
	X(pspnet, "PSPNet Caffe (hszhao)") \
	X(senet, "SENet Caffe (hujie-frank)") \
	X(shufflenet, "ShuffleNet Caffe (farmingyard)") \
	X(depthwise, "Depthwise Caffe (yonghenglh6)") \
	X(c3d, "C3D Caffe (facebook)") \
	X(tsn, "Temporal Segment Networks Caffe (yjxiong)") \
	X(intel, "Intel Caffe (intel)") \
	X(pva, "PVANET Caffe (sanghoon)") \
	X(enet, "ENet Caffe (TimoSaemann)") \
	X(ctpn, "CTPN Caffe (tianzhi0549)") \
	X(textboxes, "TextBoxes Caffe (MhLiao)") \
	X(hed, "HED Caffe (s9xie)") \
	X(sphereface, "SphereFace Caffe (wy1iu)") \
	X(happynear, "caffe-windows (happynear)") \
	X(ovtt, "OpenVINO Training Toolbox Caffe (openvinotoolkit)") \
	X(opencl, "Caffe's OpenCL branch (BVLC)") \
	X(ssdlite, "SSDLite Caffe (chuanqi305)") \
	X(east, "EAST Caffe (SURFZJY)") \
	X(synopsys, "Synopsys Caffe (foss-for-synopsys-dwc-arc-processors)") \
	X(netscope, "Netscope, which is no Caffe (dgschwend)") \
	X(python, "Caffe with Python layers (WITH_PYTHON_LAYER)")

enum dialect_index {
#define X(key, title) DIALECT_##key,
	DIALECTS(X)
#undef X
	DIALECT_COUNT
};

#define FORK_BIT(key, title) FORK_##key = 1 << DIALECT_##key,
enum dialect_bit {
	DIALECTS(FORK_BIT)
	/* Families that took over what another had. */
	FORKS_DETECTION = FORK_ssd | FORK_textboxes | FORK_intel | FORK_ovtt |
			  FORK_ssdlite | FORK_synopsys,
	FORKS_RCNN = FORK_frcnn | FORK_rfcn | FORK_pva | FORK_intel | FORK_happynear |
		     FORK_ctpn | FORK_synopsys,
	FORKS_SEGMENTATION = FORK_segnet | FORK_enet | FORK_synopsys,
	FORKS_BN = FORK_segnet | FORK_enet | FORK_pspnet | FORK_tsn | FORK_synopsys,
};
#undef FORK_BIT

struct dialect {
	const char *key;	/* "ssd" */
	const char *title;	/* "SSD Caffe (weiliu89)" */
};

extern const struct dialect dialects[DIALECT_COUNT];

/* The index of a key, or -1. */
int dialect_named(struct str key);

/* The first fork of a set that is not empty. */
const struct dialect *dialect_first(uint32_t forks);

#endif
