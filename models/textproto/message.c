/* Reading and changing message trees. */
#include "models/textproto/message.h"

#include "models/caffe/schema.h"

int field_count(const struct message *m, int id)
{
	int n = 0;
	for EACH_FIELD(f, m, id)
		n++;
	return n;
}

int64_t get_int(const struct message *m, int id)
{
	const struct field *f = field_first(m, id);
	return f ? f->value.integer : (int64_t)field_types[id].number;
}

bool get_bool(const struct message *m, int id)
{
	return get_int(m, id) != 0;
}

double get_float(const struct message *m, int id)
{
	const struct field *f = field_first(m, id);
	return f ? f->value.number : field_types[id].number;
}

struct str get_string(const struct message *m, int id)
{
	const struct field *f = field_first(m, id);
	return f ? f->value.string : str_from(field_types[id].string);
}

const struct message *get_message(const struct message *m, int id)
{
	const struct field *f = field_first(m, id);
	return f ? &f->value.message : NULL;
}

int64_t get_int_at(const struct message *m, int id, int i)
{
	const struct field *f = field_first(m, id);
	while (i-- > 0)
		f = field_next(f);
	return f->value.integer;
}

uint32_t place_of(const struct message *m, int id, uint32_t otherwise)
{
	const struct field *f = field_first(m, id);
	return f ? f->at : otherwise;
}

static void append(struct message *m, struct field *f)
{
	if (m->last)
		m->last->next = f;
	else
		m->first = f;
	m->last = f;
}

struct field *add_field(struct arena *a, struct message *m, int id, uint32_t at)
{
	struct field *f = NEW(a, struct field);
	f->id = (uint32_t)id;
	f->at = at;
	append(m, f);
	return f;
}

struct field *copy_field(struct arena *a, struct message *m, int id,
			 const struct field *from)
{
	struct field *f = add_field(a, m, id, from->at);
	f->value = from->value;
	return f;
}

void remove_fields(struct message *m, int id)
{
	struct field **link = &m->first;
	m->last = NULL;
	while (*link) {
		if ((*link)->id == (uint32_t)id) {
			*link = (*link)->next;
		} else {
			m->last = *link;
			link = &(*link)->next;
		}
	}
}

struct message *submessage(struct arena *a, struct message *m, int id, uint32_t at)
{
	struct field *f = m->first;

	while (f && f->id != (uint32_t)id)
		f = f->next;
	if (!f)
		f = add_field(a, m, id, at);
	return &f->value.message;
}
