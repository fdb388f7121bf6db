using BookingEngine.Branding;
using BookingEngine.Notifications;
using NodaTime;

namespace BookingEngine.Tests.BookingMails;

/// <summary>Reminders in days of simulated time: plain ones, and those on which the clocks of the place go forward and back.</summary>
public sealed class ReminderDayTests
{
    private static readonly Duration Minute = Duration.FromMinutes(1), Late = Duration.FromMinutes(30);
    private static readonly PublicLinks Links = new(new Uri("https://booking.example.com"));

    public static TheoryData<int, int, int> Days => new() { { 1, 1, 1 }, { 2, 1, 1 }, { 3, 3, 30 }, { 4, 3, 30 }, { 5, 10, 26 }, { 6, 10, 26 } };

    [Theory]
    [MemberData(nameof(Days))]
    public async Task Reminders_come_in_time_once_and_never_for_a_time_that_is_gone(int seed, int month, int date)
    {
        var day = new MailDay(seed) { Reminders = [600, 120, 20], Start = Instant.FromUtc(2030, month, date, 12, 0) };

        await day.RunAsync(TimeSpan.FromDays(1));

        var accepted = day.Accepted.Zip(day.AcceptedAt).ToLookup(mail => mail.First.MessageId, mail => mail.Second);
        var reminders = day.Deliveries.Where(delivery => delivery.Key!.Kind == MailKinds.Reminder.Name).ToList();
        var (sent, late, gone) = (0, 0, 0);
        foreach (var reminder in reminders)
        {
            var time = day.Times[(reminder.Stream, reminder.Version)];
            var due = time.Start - Duration.FromMinutes(reminder.Key!.Ordinal);
            var at = accepted[Links.MessageId(reminder.Id)].ToList();
            Assert.True(due > time.SetAt && at.Count <= 1, $"{reminder.Id}: {at.Count} mails");
            Assert.All(at, instant => Assert.True(instant >= due && instant <= due + Late && instant < time.Start && !(time.EndedAt <= instant), $"{reminder.Id} at {instant}, due at {due}, of {time}"));
            if (time.EndedAt is null && MailDay.IsServerUpAt(due) && MailDay.IsServerUpAt(due + Minute))
            {
                Assert.True(at is [var instant] && instant <= due + Minute, $"{reminder.Id} is due at {due}");
            }

            var state = at.Count == 1 ? DeliveryState.Delivered : DeliveryState.Dropped;
            Assert.Equal((reminder.Id, state), (reminder.Id, reminder.State));
            (sent, late, gone) = (sent + at.Count, late + (at.Count == 0 && time.EndedAt is null ? 1 : 0), gone + (time.EndedAt <= due ? 1 : 0));
        }

        Assert.True(sent > 20 && late > 8 && gone > 10, $"{sent} sent, {late} late and {gone} gone prove little.");
        Assert.Equal(WantedOf(day).Order(StringComparer.Ordinal), reminders.Select(reminder => reminder.Id).Order(StringComparer.Ordinal));
    }

    // One for each offset that was not over when the time was set.
    private static IEnumerable<string> WantedOf(MailDay day) =>
        from time in day.Times
        from minutes in day.Reminders
        where time.Value.Start - Duration.FromMinutes(minutes) > time.Value.SetAt
        from confirmed in day.Deliveries
        where confirmed.Key!.Kind != MailKinds.Reminder.Name && (confirmed.Stream, confirmed.Version) == time.Key
        select Delivery.IdOf(time.Key.Stream, time.Key.Version, new DeliveryKey(MailKinds.Reminder.Name, minutes, confirmed.Key!.Recipient));
}
