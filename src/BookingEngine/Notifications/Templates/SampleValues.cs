using BookingEngine.Branding;
using BookingEngine.Languages;
using NodaTime;

namespace BookingEngine.Notifications.Templates;

/// <summary>The values of a mail that nobody gets. It has those that a real mail of its kind can have.</summary>
internal static class SampleValues
{
    private static readonly LocalDateTime Start = new(2030, 5, 13, 14, 30);

    private static readonly MailKind[] OfStaff = [MailKinds.StaffConfirmed, MailKinds.StaffPending, MailKinds.StaffRescheduled, MailKinds.StaffCancelled];

    private static readonly MailKind[] OfTimes = [MailKinds.WaitlistOffer, MailKinds.WaitlistWithdrawn], OfWishes = [MailKinds.WaitlistClosed, MailKinds.WaitlistEnded];

    private static readonly MailKind[] OfBookings =
    [
        MailKinds.Confirmed, MailKinds.Pending, MailKinds.Approved, MailKinds.Declined, MailKinds.Rescheduled, MailKinds.Cancelled, MailKinds.Reminder,
        MailKinds.HoldEnding, MailKinds.EntryRemoved, MailKinds.EntryAdded, MailKinds.ConfirmBooking, .. OfTimes, .. OfStaff,
    ];

    /// <summary>The kinds that have a value, by its name. Each kind has the others.</summary>
    private static readonly Dictionary<string, MailKind[]> Kinds = new()
    {
        ["date"] = OfBookings,
        ["when"] = [.. OfBookings, .. OfWishes],
        ["zone"] = OfBookings,
        ["service"] = [.. OfBookings, .. OfWishes],
        ["resource"] = [.. OfBookings, .. OfWishes, MailKinds.CalendarFailing],
        ["place"] = OfBookings,
        ["before"] = [MailKinds.Rescheduled, MailKinds.StaffRescheduled],
        ["until"] = [MailKinds.HoldEnding, MailKinds.WaitlistOffer, MailKinds.ConfirmBooking],
        ["customer"] = OfStaff,
        ["reason"] = [MailKinds.Declined, MailKinds.Cancelled, MailKinds.StaffCancelled],
        ["email"] = [MailKinds.EmailChange, MailKinds.EmailTaken, MailKinds.EmailChangeAnnounced, MailKinds.EmailChanged],
        ["host"] = [MailKinds.CalendarFailing, MailKinds.WebhookDisabled],
        ["action_url"] = [.. MailKinds.All.Except(OfWishes)],
    };

    public static IEnumerable<KeyValuePair<string, string?>> Of(MailKind kind, MailVoice voice)
    {
        var date = DateTexts.DateAndTime(voice.Language, Start);
        KeyValuePair<string, string?>[] all =
        [
            new("date", date), new("when", $"{date}, Europe/Berlin (UTC+2)"), new("zone", "Europe/Berlin (UTC+2)"),
            new("before", DateTexts.DateAndTime(voice.Language, Start.PlusDays(-1))), new("until", DateTexts.Time(voice.Language, Start.TimeOfDay)),
            new("service", "Haircut"), new("resource", "Chair 1"), new("place", "Salon Mitte, Torstr. 1"), new("customer", "Ada Lovelace"),
            new("reason", "I am ill."), new("email", "ada@example.com"), new("host", "calendar.example.com"), new("action_url", voice.Links.Manage("sample").AbsoluteUri),
        ];
        return all.Where(value => !Kinds.TryGetValue(value.Key, out var kinds) || kinds.Contains(kind));
    }
}
