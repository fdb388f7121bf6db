using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using NodaTime;

namespace BookingEngine.Tests.Transfers;

/// <summary>A transfer pauses at any step while another operation changes the booking. Then the transfer is dead, continues at once, or continues
/// after its recovery. The other operation's answer stays true.</summary>
public sealed class ChangedMeanwhileTests
{
    private static readonly Instant Noon = TransferFixture.Ten + Duration.FromHours(2);

    public enum After
    {
        Never,
        AtOnce,
        Recovery,
    }

    public static TheoryData<After> Ends => [After.Never, After.AtOnce, After.Recovery];

    [Theory]
    [MemberData(nameof(Ends))]
    public Task A_booking_cancelled_meanwhile_stays_cancelled(After resumes) => EachStopAsync(
        resumes, (fixture, by) => fixture.CancelAsync(by), (end, _, when) => Assert.True(end.Status is BookingStatus.Cancelled, $"{when}: {end.Status}"));

    [Theory]
    [MemberData(nameof(Ends))]
    public Task A_booking_approved_meanwhile_stays_approved(After resumes) => EachStopAsync(
        resumes, (fixture, by) => fixture.ApproveAsync(by), (end, _, when) => Assert.True(end.Status is BookingStatus.Confirmed, $"{when}: {end.Status}"),
        approval: true);

    [Theory]
    [MemberData(nameof(Ends))]
    public Task A_booking_rescheduled_meanwhile_is_where_the_answer_says(After resumes) => EachStopAsync(
        resumes, (fixture, by) => fixture.RescheduleAsync(by, TransferFixture.A, Noon), AssertThere);

    [Theory]
    [MemberData(nameof(Ends))]
    public Task A_booking_moved_elsewhere_meanwhile_is_where_the_answer_says(After resumes) => EachStopAsync(
        resumes, (fixture, by) => fixture.RescheduleAsync(by, TransferFixture.C, Noon), AssertThere);

    [Theory]
    [MemberData(nameof(Ends))]
    public Task A_booking_moved_twice_to_one_calendar_is_where_the_answer_says(After resumes) => EachStopAsync(
        resumes, (fixture, by) => fixture.RescheduleAsync(by, TransferFixture.B, Noon), AssertThere);

    private static void AssertThere(Booking end, Booking answered, string when) => Assert.True(
        (end.ResourceId, end.Slot, end.Status) == (answered.ResourceId, answered.Slot, answered.Status), $"{when}: {end} and not {answered}");

    private static async Task EachStopAsync(
        After resumes, Func<TransferFixture, IServiceProvider, Task<Outcome<Booking>>> change, Action<Booking, Booking, string> assert, bool approval = false)
    {
        var answered = 0;
        await TransferKillTests.EachStopAsync(
            TransferFixture.InMemory,
            async (fixture, stop, when) =>
            {
                var outcome = await change(fixture, fixture.NewInstance(name => fixture.CheckAsync($"{when}, change at {name}")));
                await (resumes is After.AtOnce ? stop.ResumeAsync() : Task.CompletedTask);
                await TransferKillTests.SettleAsync(fixture, when);
                await (resumes is After.Recovery ? stop.ResumeAsync() : Task.CompletedTask);
                await TransferKillTests.SettleAsync(fixture, when);
                var end = await fixture.AssertSettledAsync(when);
                if (!outcome.IsRefused(out var refusal, out var changed))
                {
                    answered++;
                    assert(end, changed, when);
                }
                else
                {
                    Assert.True(refusal.Code == BookingRefusals.Changed.Code, $"{when}: {refusal.Code}");
                }
            },
            approval);
        Assert.True(answered > 5, $"Only {answered} changes were carried out.");
    }
}
