using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.Tests.Transfers;
using BookingEngine.Waitlist;
using BookingEngine.Waitlist.Commands;
using BookingEngine.Waitlist.Offers;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static BookingEngine.Tests.Waitlist.WaitlistFixture;

namespace BookingEngine.Tests.Waitlist;

/// <summary>An entry is closed, or its offer taken away, while its customer takes the offer. Whatever the calendar decides, the entry says the same.</summary>
public sealed class ClosedWhileTakenTests
{
    [Theory]
    [InlineData("leave")]
    [InlineData("retire")]
    [InlineData("erase")]
    public Task Closed_at_any_step_of_the_taking_the_entry_has_its_booking(string act) => EachPauseAsync(
        act, (fixture, by, entry) => fixture.TakeAsync(entry, by: by), async (fixture, taking, entry) =>
        {
            await ActAsync(act, fixture, fixture.By, entry);
            return (Task<Outcome<Booking>>)taking;
        });

    [Theory]
    [InlineData("leave")]
    [InlineData("retire")]
    [InlineData("erase")]
    [InlineData("override")]
    public Task Taken_at_any_step_of_the_closing_the_entry_has_its_booking(string act) => EachPauseAsync(
        act, (fixture, by, entry) => ActAsync(act, fixture, by, entry), async (fixture, _, entry) =>
        {
            var taking = fixture.TakeAsync(entry);
            await taking;
            return taking;
        });

    [Fact]
    public async Task Booked_while_its_offer_is_taken_away_the_entry_has_its_booking()
    {
        await using var fixture = await OpenAsync();
        var (entry, offer) = await OfferedAsync(fixture);
        await fixture.BookAsync(0, overrides: true);

        // The look has seen the hold. Then another instance books it, and dies before the waitlist knows.
        var (booked, never) = (new TaskCompletionSource(), new TaskCompletionSource());
        var taker = fixture.NewInstance(step => step == "append booking-made.v1 done" && booked.TrySetResult() ? never.Task : Task.CompletedTask);
        var looker = fixture.NewInstance(step => step == "append offer-revoked.v1" ? TakenAsync() : Task.CompletedTask);
        await looker.GetRequiredService<WaitlistMessages>().HandleAsync($"{ServiceWaitlist.StreamOf(Cut)}", CancellationToken.None);
        Assert.True(booked.Task.IsCompleted);
        await SettleAsync(fixture);
        await AssertIsTakenAsync("override", fixture, entry, offer, isBooked: true, "at the end");

        Task TakenAsync() => Task.WhenAny(fixture.TakeAsync(entry, by: taker), booked.Task);
    }

    [Theory]
    [InlineData("leave")]
    [InlineData("refuse")]
    public async Task An_offer_answered_after_its_expiry_is_released_as_expired(string act)
    {
        await using var fixture = await OpenAsync();
        var (entry, _) = await OfferedAsync(fixture);
        var next = await fixture.JoinAsync(3);
        fixture.Pass((await fixture.SeeAsync(entry)).Offered!.Expires - fixture.Now);
        await (act is "leave" ? fixture.LeaveAsync(entry) : fixture.RefuseAsync(entry));
        await SettleAsync(fixture);

        var commits = await fixture.Get<IEventStore>().ReadAsync(Calendar.StreamOf(Ann), 0, 1_000, CancellationToken.None);
        var released = commits.SelectMany(fixture.Get<EventCatalogue>().Read).Select(recorded => recorded.Event).OfType<HoldReleased>();
        Assert.True(Assert.Single(released).HasExpired);
        Assert.Equal(EntryStatus.Offered, await fixture.StatusOfAsync(next));
    }

    private static async Task EachPauseAsync(
        string act, Func<WaitlistFixture, IServiceProvider, WaitlistEntry, Task> pause, Func<WaitlistFixture, Task, WaitlistEntry, Task<Task<Outcome<Booking>>>> meanwhile)
    {
        List<bool> booked = [];
        for (var n = 1; ; n++)
        {
            await using var fixture = await OpenAsync();
            var (entry, offer) = await OfferedAsync(fixture);
            var stop = new Stop(n, _ => Task.CompletedTask);
            var paused = pause(fixture, fixture.NewInstance(stop.StepAsync), entry);
            if (!await stop.StopsAsync(paused))
            {
                Assert.Equal([false, true], booked.Distinct().Order());
                return;
            }

            var taking = await meanwhile(fixture, paused, entry);
            await stop.ResumeAsync();
            booked.Add((await taking).Refusal is null);
            await SettleAsync(fixture);
            await AssertIsTakenAsync(act, fixture, entry, offer, booked[^1], $"at step {n}, {stop.Step}");
        }
    }

    private static async Task AssertIsTakenAsync(
        string act, WaitlistFixture fixture, WaitlistEntry entry, OfferId offer, bool isBooked, string when)
    {
        var closed = await fixture.SeeAsync(entry);
        Assert.True((closed.Status is EntryStatus.Taken, closed.BookingId is not null) == (isBooked, isBooked), $"{when}: {closed}");
        Assert.Equal(isBooked, (await fixture.TakeAsync(entry, offer)).Refusal is null);
        Assert.Equal(isBooked, (await fixture.TakeAsync(entry)).Refusal is null);
        await (act is "override" ? Task.CompletedTask : fixture.AssertSettledAsync(when)); // the time is taken twice, as staff wanted
    }

    private static async Task<(WaitlistEntry Entry, OfferId Offer)> OfferedAsync(WaitlistFixture fixture)
    {
        var booking = await fixture.BookAsync(1);
        var entry = await fixture.JoinAsync(2);
        await fixture.CancelAsync(booking);
        await SettleAsync(fixture);
        return (entry, (await fixture.SeeAsync(entry)).Offered!.Id);
    }

    private static async Task ActAsync(string act, WaitlistFixture fixture, IServiceProvider by, WaitlistEntry entry)
    {
        switch (act)
        {
            case "leave":
                await fixture.LeaveAsync(entry, by);
                return;
            case "erase":
                await by.GetRequiredService<LeaveWaitlistHandler>().EraseAsync(entry.UserId, fixture.NewContext(), CancellationToken.None);
                return;
            case "retire":
                await fixture.ChangeAsync(service => service with { Active = false });
                break;
            default:
                await fixture.BookAsync(0, overrides: true);
                break;
        }

        await by.GetRequiredService<WaitlistMessages>().HandleAsync($"{ServiceWaitlist.StreamOf(Cut)}", CancellationToken.None);
    }

    private static async Task SettleAsync(WaitlistFixture fixture)
    {
        await fixture.ProjectAsync();
        fixture.Pass(Duration.FromSeconds(5));
        await fixture.DeliverAsync();
    }
}
