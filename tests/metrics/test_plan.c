#include "tests/metrics/support.h"

#include "models/figures/plan.h"

#define LAYERS 40
#define MAX_STORAGES 60

/* A small generator of its own: the same storages on every machine. */
static uint32_t next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static int make_storages(struct storage *s, uint32_t seed)
{
	int count = 1 + (int)(next(&seed) % MAX_STORAGES);

	for (int i = 0; i < count; i++) {
		int first = (int)(next(&seed) % LAYERS);
		int last = first + (int)(next(&seed) % (LAYERS - (unsigned)first));

		s[i] = (struct storage){ .elements = next(&seed) % 1000,
					 .first = first, .last = last, .known = true };
	}
	return count;
}

static int64_t live_at(const struct storage *s, int count, int layer)
{
	int64_t sum = 0;

	for (int i = 0; i < count; i++)
		if (s[i].first <= layer && layer <= s[i].last)
			sum += s[i].elements;
	return sum;
}

/* No two that live together lie on each other, and all lie in the block. */
static void check_places(const struct storage *s, int count, int64_t size)
{
	for (int i = 0; i < count; i++) {
		assert_true(s[i].offset >= 0 && s[i].offset + s[i].elements <= size);
		for (int k = 0; k < i; k++) {
			bool together = s[i].first <= s[k].last && s[k].first <= s[i].last;
			bool apart = s[i].offset >= s[k].offset + s[k].elements ||
				     s[k].offset >= s[i].offset + s[i].elements;

			assert_true(!together || apart || !s[i].elements || !s[k].elements);
		}
	}
}

static void test_plans_are_sound(void **state)
{
	struct storage s[MAX_STORAGES];
	int tight = 0;

	for (uint32_t seed = 1; seed <= 300; seed++) {
		int count = make_storages(s, seed);
		int64_t live[LAYERS], peak = 0, size;

		for (int i = 0; i < LAYERS; i++) {
			live[i] = live_at(s, count, i);
			peak = live[i] > peak ? live[i] : peak;
		}
		size = plan_buffers(*state, s, count, peak, live);
		assert_true(size >= peak);
		assert_true(size <= peak + peak / 4);
		check_places(s, count, size);
		tight += size == peak;
	}
	assert_true(tight >= 150);
}

/* A long chain is no work: time grows with what lives together. */
static void test_long_chain(void **state)
{
	const int count = 200000;
	struct storage *s = NEW_ARRAY(*state, count, struct storage);
	int64_t *live = NEW_ARRAY(*state, count + 1, int64_t);

	for (int i = 0; i < count; i++) {
		s[i] = (struct storage){ .elements = 7, .first = i, .last = i + 1,
					 .known = true };
		live[i] = i ? 14 : 7;
	}
	live[count] = 7;
	assert_int_equal(plan_buffers(*state, s, count, 14, live), 14);
}

/* In a chain of any sizes, where each lives with the next only, nothing is lost;
 * the greedy orders leave gaps. */
static void test_chains_reach_the_peak(void **state)
{
	struct storage s[MAX_STORAGES];

	for (uint32_t seed = 1; seed <= 300; seed++) {
		uint32_t random = seed;
		int count = 2 + (int)(next(&random) % (MAX_STORAGES - 2));
		int64_t live[MAX_STORAGES + 1], peak = 0;

		for (int i = 0; i < count; i++)
			s[i] = (struct storage){ .elements = 1 + next(&random) % 1000,
						 .first = i, .last = i + 1, .known = true };
		for (int i = 0; i <= count; i++) {
			live[i] = live_at(s, count, i);
			peak = live[i] > peak ? live[i] : peak;
		}
		assert_int_equal(plan_buffers(*state, s, count, peak, live), peak);
		check_places(s, count, peak);
	}
}

/* Everything alive at once: beyond the bound one lies after the other. */
static void test_all_alive(void **state)
{
	const int count = 20000;
	struct storage *s = NEW_ARRAY(*state, count, struct storage);
	int64_t *live = NEW_ARRAY(*state, count, int64_t);

	for (int i = 0; i < count; i++) {
		s[i] = (struct storage){ .elements = 3, .first = i, .last = count - 1,
					 .known = true };
		live[i] = 3 * (i + 1);
	}
	assert_int_equal(plan_buffers(*state, s, count, 3 * count, live), 3 * count);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_plans_are_sound),
		TEST(test_long_chain),
		TEST(test_chains_reach_the_peak),
		TEST(test_all_alive),
	};

	return cmocka_run_group_tests_name("plan", tests, NULL, NULL);
}
