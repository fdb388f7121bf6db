using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using NodaTime;

namespace BookingEngine.Tests.Transfers;

/// <summary>Two concurrent operations on the same slot or booking. Each pauses at each of its steps while the other continues.</summary>
public sealed class TransferRaceTests
{
    private static readonly Instant Noon = TransferFixture.Ten + Duration.FromHours(2);

    [Fact]
    public Task Of_two_reschedules_into_one_slot_the_loser_keeps_its_time() =>
        EachOrderAsync(TransferFixture.A, (fixture, other) => (by => fixture.RescheduleAsync(by, TransferFixture.A, TransferFixture.Eleven),
            by => fixture.RescheduleAsync(by, TransferFixture.A, TransferFixture.Eleven, other)));

    [Fact]
    public Task Of_two_transfers_into_one_slot_the_loser_keeps_its_time() =>
        EachOrderAsync(TransferFixture.C, (fixture, other) => (by => fixture.RescheduleAsync(by, TransferFixture.B, TransferFixture.Eleven),
            by => fixture.RescheduleAsync(by, TransferFixture.B, TransferFixture.Eleven, other)));

    [Fact]
    public Task Of_two_transfers_of_one_booking_to_two_calendars_one_succeeds() =>
        EachOrderAsync(null, (fixture, _) => (by => fixture.RescheduleAsync(by, TransferFixture.B, TransferFixture.Eleven),
            by => fixture.RescheduleAsync(by, TransferFixture.C, TransferFixture.Eleven)));

    [Fact]
    public Task Of_two_transfers_of_one_booking_to_one_slot_one_succeeds() =>
        EachOrderAsync(null, (fixture, _) => (by => fixture.RescheduleAsync(by, TransferFixture.B, TransferFixture.Eleven),
            by => fixture.RescheduleAsync(by, TransferFixture.B, TransferFixture.Eleven)));

    [Fact]
    public Task Of_two_transfers_of_one_booking_to_two_slots_one_succeeds() =>
        EachOrderAsync(null, (fixture, _) => (by => fixture.RescheduleAsync(by, TransferFixture.B, TransferFixture.Eleven),
            by => fixture.RescheduleAsync(by, TransferFixture.B, Noon)));

    /// <param name="others">The calendar of the other booking, or null when both want the same booking.</param>
    private static async Task EachOrderAsync(ResourceId? others, Func<TransferFixture, Booking, (Start First, Start Second)> begin)
    {
        var (orders, wins) = (0, new int[2]);
        for (var first = 1; await EachOrderAsync(first); first++)
        {
        }

        Assert.True(orders > 10 && wins.All(w => w > 0), $"There were {orders} orders only; who won: {string.Join(" and ", wins)}.");

        async Task<bool> EachOrderAsync(int first)
        {
            for (var second = 1; ; second++)
            {
                await using var fixture = await TransferFixture.OpenAsync(TransferFixture.InMemory);
                var other = others is { } at ? await fixture.BookAsync(at, Noon + Duration.FromHours(1)) : fixture.Booking;
                var run = new Race(fixture, begin(fixture, other), first, second);
                if (!await run.FirstStopsAsync())
                {
                    return false;
                }

                var secondStopped = await run.SecondStopsAsync();
                wins[await run.EndAsync(isOneBooking: others is null)]++;
                orders++;
                await (others is null ? run.AssertPlacesAsync(fixture.Booking) : run.AssertPlacesAsync(fixture.Booking, other));
                if (!secondStopped)
                {
                    return true;
                }
            }
        }
    }

    private delegate Task<Outcome<Booking>> Start(IServiceProvider by);

    private sealed class Race(TransferFixture fixture, (Start First, Start Second) starts, int first, int second)
    {
        private readonly Stop _first = new(first, name => fixture.CheckAsync($"first at {name}")), _second = new(second, name => fixture.CheckAsync($"second at {name}"));
        private Task<Outcome<Booking>>? _one, _other;

        private bool _firstWasDecided;

        private string When => $"first stopped at {first}, {_first.Step}, second at {second}, {_second.Step}";

        public async Task<bool> FirstStopsAsync()
        {
            var stops = await _first.StopsAsync(_one = starts.First(fixture.NewInstance(_first.StepAsync)));
            _firstWasDecided = (await fixture.FindAsync()) is not { Here: [("chair-a", var start, _)] } || start != fixture.Booking.Slot;
            return stops;
        }

        public Task<bool> SecondStopsAsync() => _second.StopsAsync(_other = starts.Second(fixture.NewInstance(_second.StepAsync)));

        /// <summary>Completes the first, then the second, and returns which succeeded. When the first had succeeded before the second began, the
        /// second may move the same booking again.</summary>
        public async Task<int> EndAsync(bool isOneBooking)
        {
            await _first.ResumeAsync();
            await _second.ResumeAsync();
            var won = (First: (await _one!).Refusal is null, Second: (await _other!).Refusal is null);
            Assert.True(won.First != won.Second || (won.First && _firstWasDecided && isOneBooking), $"{When}: {won}");
            return won.Second ? 1 : 0;
        }

        /// <summary>Asserts that each booking is where its answer says, and the other one unchanged.</summary>
        public async Task AssertPlacesAsync(params Booking[] bookings)
        {
            await fixture.AssertSettledAsync(When);
            foreach (var (booking, outcome) in bookings.Zip<Booking, Outcome<Booking>>([await _one!, await _other!]))
            {
                var found = await fixture.FindAsync(booking);
                var expected = bookings.Length == 1 ? await WinnerAsync() : outcome.IsRefused(out _, out var moved) ? booking : moved;
                Assert.Empty(found.Reserved);
                Assert.Equal([(expected.ResourceId.Value, expected.Slot, BookingStatus.Confirmed)], found.Here);
            }
        }

        private async Task<Booking> WinnerAsync() => (await _other!).IsRefused(out _, out var moved) && (await _one!).IsRefused(out _, out moved)
            ? throw new InvalidOperationException("Nobody won.")
            : moved;
    }
}
