using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Idempotency;

namespace BookingEngine.Tests.Availability;

/// <summary>Over HTTP, on random catalogues: a slot is offered if and only if it can be booked at that moment.</summary>
public sealed class OfferTests(RunningApi api) : IClassFixture<RunningApi>
{
    private const int Seed = 20_300_501, Catalogues = 6, PerRound = 3;
    private const string Query = $"from={AvailabilityCalls.Today}&to=2030-05-04&explain=true";

    [Fact]
    public async Task Every_offered_start_can_be_booked_and_every_explained_one_is_refused()
    {
        var (person, random) = (await api.NewPersonAsync(), new Random(Seed));
        var shop = new RandomCatalogue(api, await api.AdminAsync(), random);
        var (booked, refused) = (0, 0);
        for (var catalogue = 0; catalogue < Catalogues; catalogue++)
        {
            await shop.ChangeAsync();
            var now = await api.FindAsync(person, Query);
            for (; now.Starts() is { Length: > 0 } offered; booked++)
            {
                refused += await RefuseAsync(person, [.. now.Refused().OrderBy(_ => random.Next()).Take(PerRound).Select(start => start.Start)]);
                await BookAsync(person, shop.Pick(offered));
                now = await api.FindAsync(person, Query);
            }

            refused += await RefuseAsync(person, [.. now.Refused().Select(start => start.Start)]);
        }

        Assert.True(booked > 20 && refused > 60, $"Only {booked} were booked and {refused} refused from seed {Seed}.");
    }

    private async Task BookAsync(Person person, string start)
    {
        var answer = await api.BookAsync(person, start);
        Assert.True(answer.Status == 201, $"{start} was offered (seed {Seed}): {answer.Text}");
    }

    private async Task<int> RefuseAsync(Person person, string[] starts)
    {
        foreach (var start in starts)
        {
            var answer = await api.BookAsync(person, start);
            Assert.True(answer.Status is 409 or 422, $"{start} was not offered (seed {Seed}): {answer.Text}");
        }

        return starts.Length;
    }
}
