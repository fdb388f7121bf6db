using BookingEngine.CalendarEntries;
using BookingEngine.Notifications;

namespace BookingEngine.Tests.BookingMails;

public sealed class MailDayTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 5)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Each_mail_is_accepted_once_unless_a_crash_follows_at_once(int seed)
    {
        var day = new MailDay(seed);

        await day.RunAsync(TimeSpan.FromDays(1));

        Assert.All(day.Deliveries, delivery => Assert.Equal(DeliveryState.Delivered, delivery.State));
        var times = day.Accepted.GroupBy(mail => mail.MessageId).ToDictionary(mail => mail.Key, mail => mail.Count());
        Assert.Equal(day.Deliveries.Count, times.Count);
        Assert.True(times.Count > 60 && day.CrashedAfter.Count > 3, $"{times.Count} mails and {day.CrashedAfter.Count} crashes prove nothing.");
        Assert.All(times, mail => Assert.Equal((mail.Key, day.CrashedAfter.Contains(mail.Key) ? 2 : 1), (mail.Key, mail.Value)));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Entries_of_a_booking_come_in_order_and_end_with_their_removal(int seed)
    {
        var day = new MailDay(seed);

        await day.RunAsync(TimeSpan.FromDays(1));

        var lives = day.Accepted.DistinctBy(mail => mail.MessageId).Select(mail => new MailedEntry(mail.Entry!.Content)).GroupBy(entry => entry["UID"]).ToList();
        Assert.NotEmpty(lives);
        foreach (var life in lives.Select(entries => entries.ToList()))
        {
            Assert.Equal(Enumerable.Range(0, life.Count), life.Select(entry => entry.Version.Sequence));
            Assert.All(life.SkipLast(1), entry => Assert.Equal(nameof(EntryMethod.Request), entry.Method, ignoreCase: true));
        }

        Assert.Contains(lives, life => life.Last().Method == "CANCEL");
        Assert.Contains(lives, life => life.Count() > 3);
    }
}
