/** What networks are written with, a byte each.  The table is part of the link's
 *  format: a change needs another version (link.js). */

const WORDS = [
  '\x02type:"Convolution"\x04\x03convolution_param{num_output:',
  '\x02type:"InnerProduct"\x04\x03inner_product_param{num_output:',
  '\x02type:"ReLU"\x04\x07', '\x02type:"Pooling"\x04\x03pooling_param{pool:MAX kernel_size:',
  '\x02type:"BatchNorm"\x04\x07',
  '\x02type:"Scale"\x04\x07scale_param{bias_term:true}', '\x02type:"Concat"',
  '\x02type:"Eltwise"', '\x02type:"Dropout"\x04\x07',
  '\x02type:"Softmax"\x04\x03', '\x02type:"LRN"\x04\x03',
  '\x02type:"Input"\x03input_param{shape{dim:1 dim:3 dim:224 dim:224}}',
  '\x02type:CONVOLUTION\x04\x03', '\x02type:INNER_PRODUCT\x04\x03', '\x02type:RELU\x04\x07',
  '\x02type:POOLING\x04\x03',
  'pooling_param{pool:MAX kernel_size:', 'pooling_param{pool:AVE kernel_size:',
  'pooling_param{pool:AVE global_pooling:true}',
  'convolution_param{num_output:', 'inner_product_param{num_output:',
  'eltwise_param{operation:SUM}', 'eltwise_param{operation:',
  'lrn_param{local_size:5}', 'lrn_param{local_size:', 'batch_norm_param{use_global_stats:',
  'batch_norm_param{', 'scale_param{',
  'param{}param{}', 'param{}param{lr_mult:2}', 'param{lr_mult:0}',
  'param{lr_mult:0}param{lr_mult:0}param{lr_mult:0}',
  'param{lr_mult:', 'param{name:"', 'blobs_lr:1 blobs_lr:2 ', 'blobs_lr:',
  'include{phase:TRAIN}', 'include{phase:TEST}', 'include{',
  ' kernel_size:', ' kernel_size:1 bias_term:false}', ' kernel_size:1}',
  ' kernel_size:3 stride:', ' pad:1 kernel_size:3',
  ' kernel_size:3 pad:1}', ' kernel_size:3 pad:1 bias_term:false}',
  ' kernel_size:3 pad:1 stride:1 bias_term:false}', ' stride:', ' stride:2}',
  ' pad:', ' pad:0', ' pad:1', ' group:', ' group:2', ' dilation:', ' bias_term:false',
  ' bias_term:true', 'kernel_h:', 'kernel_w:',
  'pad_h:', 'pad_w:', 'stride_h:', 'stride_w:', 'input_dim:',
  'input_dim:1 input_dim:3 input_dim:', 'input:"data"', 'input_shape{dim:',
  'shape{dim:', ' dim:', 'type:"', 'name:"', 'top:"', 'bottom:"', 'top:"label"', '_param{',
  'data_param{source:"', ' batch_size:',
  'backend:LMDB', 'transform_param{', 'mirror:true', 'mirror:false', ' crop_size:',
  'mean_value:', 'mean_file:"',
  'loss_weight:', 'axis:', '"SoftmaxWithLoss"', '"Accuracy"', 'accuracy_param{top_k:5}',
  '"Deconvolution"', '"Data"', 'SOFTMAX', 'LRN', 'DROPOUT',
  'true', 'false', '.prototxt', '_deploy', '_train_val', '["', '",["', 'phase=', 'TRAIN',
  'conv', 'pool', 'relu', 'norm', 'res', 'branch', '_branch2', 'scale', 'inception_',
  '/3x3_reduce', '/5x5_reduce', '/pool_proj', '/output',
  '/relu_', '/3x3', '/5x5', '/1x1', 'fire', '/squeeze', '/expand', 'fc', 'drop', 'data', 'prob',
  'loss', 'accuracy',
];
/** 129 of them, to 0xff. */
const FIRST = 0x7f;
const ESCAPE = 1;

/** Longest first, by their first character. */
const BY_CHARACTER = new Map();
WORDS.forEach((word, i) => {
  const at = BY_CHARACTER.get(word[0]) ?? [];
  at.push([word, FIRST + i]);
  BY_CHARACTER.set(word[0], at);
});
for (const at of BY_CHARACTER.values()) at.sort((a, b) => b[0].length - a[0].length);

/** A string of bytes as fewer bytes. */
export function squeeze(text) {
  const out = [];
  for (let i = 0; i < text.length;) {
    const found = BY_CHARACTER.get(text[i])?.find(([word]) => text.startsWith(word, i));
    const code = text.charCodeAt(i);
    if (found) out.push(found[1]);
    else if (code >= FIRST || code === ESCAPE) out.push(ESCAPE, code);
    else out.push(code);
    i += found ? found[0].length : 1;
  }
  return out;
}

/** The inverse; a RangeError when the text would be longer than `limit`. */
export function unsqueeze(bytes, limit) {
  let text = '';
  for (let i = 0; i < bytes.length; i++) {
    if (text.length > limit) throw new RangeError('too large');
    if (bytes[i] === ESCAPE) text += String.fromCharCode(bytes[++i] ?? 0);
    else text += bytes[i] >= FIRST ? WORDS[bytes[i] - FIRST] ?? '' : String.fromCharCode(bytes[i]);
  }
  return text;
}
