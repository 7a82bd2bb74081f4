/** Writes networks: a method adds layers and returns the blob to go on from. */
export class Network {
  constructor(name, shape, input = 'data') {
    this.text = `name: "${name}"\n`;
    this.add('Input', input, [],
      `input_param { shape { ${shape.map((n) => `dim: ${n}`).join(' ')} } }`);
  }

  add(type, name, bottoms, fields = '', top = name) {
    const blobs = bottoms.map((b) => ` bottom: "${b}"`).join('');
    this.text += `layer { name: "${name}" type: "${type}"${blobs} top: "${top}" ${fields} }\n`;
    return top;
  }

  /** more: stride, pad, group, dilation, bias: false, bn: true, relu: true, type. */
  conv(from, name, outputs, kernel, more = {}) {
    const [h, w] = [kernel].flat();
    const size = w ? `kernel_h: ${h} kernel_w: ${w}` : `kernel_size: ${h}`;
    const pad = Array.isArray(more.pad) ? `pad_h: ${more.pad[0]} pad_w: ${more.pad[1]}`
      : more.pad ? `pad: ${more.pad}` : '';
    const rest = ['stride', 'group', 'dilation'].filter((k) => (more[k] ?? 1) !== 1)
      .map((k) => `${k}: ${more[k]}`).join(' ');
    const bias = (more.bias ?? !more.bn) ? '' : 'bias_term: false';
    this.add(more.type ?? 'Convolution', name, [from],
      `convolution_param { num_output: ${outputs} ${size} ${pad} ${rest} ${bias} }`);
    if (more.bn) this.norm(name, name);
    return more.relu ? this.relu(name) : name;
  }

  norm(from, name) {
    this.add('BatchNorm', `${name}_bn`, [from], '', from);
    return this.add('Scale', `${name}_scale`, [from], 'scale_param { bias_term: true }', from);
  }

  relu(from) {
    return this.add('ReLU', `${from}_relu`, [from], '', from);
  }

  /** kind: MAX or AVE; kernel 0 is the whole image. */
  pool(from, name, kernel, stride = 1, pad = 0, kind = 'MAX') {
    const size = kernel ? `kernel_size: ${kernel} stride: ${stride}${pad ? ` pad: ${pad}` : ''}`
      : 'global_pooling: true';
    return this.add('Pooling', name, [from], `pooling_param { pool: ${kind} ${size} }`);
  }

  full(from, name, outputs, more = {}) {
    this.add('InnerProduct', name, [from], `inner_product_param { num_output: ${outputs} }`);
    if (more.relu) this.relu(name);
    if (more.drop) this.add('Dropout', `${name}_drop`, [name], '', name);
    return name;
  }

  sum(name, ...from) {
    return this.add('Eltwise', name, from, 'eltwise_param { operation: SUM }');
  }

  concat(name, from, axis = 1) {
    return this.add('Concat', name, from, `concat_param { axis: ${axis} }`);
  }

  softmax(from, axis = 1) {
    return this.add('Softmax', 'prob', [from], axis === 1 ? '' : `softmax_param { axis: ${axis} }`);
  }
}
