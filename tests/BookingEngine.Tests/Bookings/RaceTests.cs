using System.Collections.Concurrent;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Bookings;

/// <summary>Concurrent requests of which only one can succeed.</summary>
public sealed class RaceTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task Of_200_requests_for_one_slot_one_succeeds()
    {
        var person = await api.NewPersonAsync();
        var slot = People.NewSlot();
        var before = await api.EventsAsync("calendar-default");

        var answers = await AtOnceAsync(200, _ => api.BookAsync(person, slot));

        var booked = Assert.Single(answers, a => a.Status == 201);
        var refused = answers.Where(a => a != booked).ToList();
        Assert.All(refused, a => a.AssertProblem(409, "slot_unavailable", "The slot is taken. Choose another time."));
        Assert.Equal(199, refused.Count);
        Assert.Equal(["booking-made.v1"], (await api.EventsAsync("calendar-default")).Skip(before.Length).Select(e => e.Type));
        Assert.Equal($$"""{"bookings":[{{booked.Text}}]}""", (await api.ListAsync(person)).Text);
    }

    [Fact]
    public async Task Of_100_registrations_of_one_address_one_succeeds()
    {
        var before = await api.StreamsAsync();

        var answers = await AtOnceAsync(100, n => api.RegisterAsync(AddressInAnyCase("race.for.an.address@example.com", n), $"password of {n}"));

        var registered = Assert.Single(answers, a => a.Status == 201);
        var refused = answers.Where(a => a != registered).ToList();
        Assert.All(refused, a => a.AssertProblem(400, "email_already_registered", "Email already registered"));
        Assert.Equal(99, refused.Count);
        Assert.Equal([$"user-{registered.Member("id")}"], (await api.StreamsAsync()).Except(before));
        var password = $"password of {Array.IndexOf(answers, registered)}";
        Assert.Equal(200, (await api.SignInAsync("Race.For.An.Address@example.com", password)).Status);
    }

    [Fact]
    public async Task When_10_customers_race_for_20_slots_each_slot_has_one_owner()
    {
        var people = await AtOnceAsync(10, _ => api.NewPersonAsync());
        var slots = Enumerable.Range(0, 20).Select(_ => People.NewSlot()).ToArray();

        var answers = await AtOnceAsync(200, n => api.BookAsync(people[n % 10], slots[n / 10]));

        Assert.Equal((20, 180), (answers.Count(a => a.Status == 201), answers.Count(a => a.Status == 409)));
        var owned = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(people, async (person, _) => (await api.ListAsync(person)).SlotsOf().ToList().ForEach(owned.Add));
        Assert.Equal(slots.Order(), owned.Where(slots.Contains).Order());
    }

    // No request starts before all are ready.
    internal static async Task<T[]> AtOnceAsync<T>(int count, Func<int, Task<T>> start)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = Enumerable.Range(0, count).Select(async n =>
        {
            await gate.Task;
            return await start(n);
        }).ToArray();
        gate.SetResult();
        return await Task.WhenAll(all);
    }

    private static string AddressInAnyCase(string text, int n) =>
        string.Concat(text.Select((c, i) => (n >> (i % 7) & 1) == 1 ? char.ToUpperInvariant(c) : c));
}
