using BookingEngine.Export;
using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.CalendarFeeds;
using BookingEngine.Functions.Users.Roles;
using BookingEngine.Functions.Waitlist;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Functions.Users.Export;

[Shape("PersonExport", "Everything that is stored about a user.")]
public sealed record PersonExportView(
    [property: Field("When it was exported.", Format = "date-time")] string ExportedAt,
    [property: Field("The user as they are now.")] ExportedProfileView Profile,
    [property: Field("The events of the account, the oldest first.")] IReadOnlyList<AccountChangeView> Account,
    [property: Field("The sessions that have not ended, the newest first.")] IReadOnlyList<ExportedSessionView> Sessions,
    [property: Field("All bookings of the user, by slot.")] IReadOnlyList<ExportedBookingView> Bookings,
    [property: Field("What the user did to others as an administrator, the newest first.")] IReadOnlyList<ExportedActView> ActsByUser,
    [property: Field("What administrators did to the user, the newest first.")] IReadOnlyList<ExportedActView> ActsOnUser,
    [property: Field("The versions of the brand, of templates of mails and of the catalogue that the user made, the oldest first.")] IReadOnlyList<AuthoredChangeView> Authored)
{
    [Field("The feeds that the user made and that have not ended.")]
    public IReadOnlyList<ExportedFeedView> Feeds { get; init; } = [];

    [Field("The external calendars that the user has added to resources.")]
    public IReadOnlyList<ExportedCalendarView> ExternalCalendars { get; init; } = [];

    [Field("All entries of the user in waitlists, in the order in which they joined.")]
    public IReadOnlyList<ExportedWaitlistEntryView> Waitlist { get; init; } = [];

    [Field("Bookings without an account with the user's mail address, by slot. Only if the address is verified.")]
    public IReadOnlyList<ExportedBookingView> UnprovedBookings { get; init; } = [];

    [Field("What was entered to book with the user's mail address, and waits for the link in a mail to be followed. Only if the address is verified.")]
    public IReadOnlyList<ExportedRequestView> Unconfirmed { get; init; } = [];

    internal static PersonExportView Example => new(
        "2030-05-02T08:00:11.4207Z",
        new(Samples.User, Samples.Email, true, Samples.FullName, "2030-05-01T09:12:44.5318Z", "customer", [], "en", null, false),
        [new("2030-05-01T09:12:44.5318Z", "user-registered.v1", Samples.Email, Samples.FullName, "en")],
        [new(Samples.Administrator, "2030-05-01T09:13:02.1187Z", "2030-05-01T09:13:02.1187Z", "2030-05-31T09:13:02.1187Z", "a browser")],
        [new(BookingView.Example with { Notes = "The door bell is broken." }, [new("booked", "2030-05-01T09:14:02.1187Z", $"{Samples.User}", BookingView.Example)])],
        [], [new("2030-05-01T10:00:00Z", "role_changed", null, null, "customer", null)], [new("2030-05-01T11:00:00Z", "service", "cut", "changed")])
    {
        Feeds = [new(FeedView.Example.Id, null, true)],
        ExternalCalendars = [new("chair-1", "calendar.example.com", "Private", "2030-05-01T09:20:00Z")],
        Waitlist = [new(WaitlistEntryView.Example, ["2030-05-17T09:00:00Z"], null)],
    };

    public static PersonExportView Of(PersonExport export, Instant now) => new(
        Rfc3339.Format(now), ExportedProfileView.Of(export), [.. export.Account.Select(AccountChangeView.Of)],
        [.. export.Sessions.Select(ExportedSessionView.Of)],
        [.. export.Bookings.Select(ExportedBookingView.Of)],
        [.. export.ActsBy.Select(ExportedActView.OfActor)], [.. export.ActsOn.Select(ExportedActView.OfSubject)],
        [.. export.Authored.Select(AuthoredChangeView.Of)])
    {
        Feeds = [.. export.Feeds.Select(feed => new ExportedFeedView(feed.Id, feed.ResourceId?.Value, feed.IsBusyOnly))],
        ExternalCalendars = [.. export.Calendars.Select(ExportedCalendarView.Of)],
        Waitlist = [.. export.Waitlist.Select(entry => ExportedWaitlistEntryView.Of(entry, now))],
        UnprovedBookings = [.. export.Unproved.Bookings.Select(ExportedBookingView.Of)],
        Unconfirmed = [.. export.Unproved.Requests.Select(ExportedRequestView.Of)],
    };
}

[Shape("ExportedCalendar", "An external calendar in an export.")]
public sealed record ExportedCalendarView(
    [property: Field("The resource that it closes.")] string ResourceId,
    [property: Field("The host of its address. The rest is never shown.")] string Url,
    [property: Field("Its name. Null for none.")] string? Name,
    [property: Field("When it was added.", Format = "date-time")] string AddedAt)
{
    internal static ExportedCalendarView Of(ExportedCalendar calendar) =>
        new(calendar.ResourceId.Value, calendar.Host, calendar.Name, Rfc3339.Format(calendar.AddedAt));
}

[Shape("ExportedProfile", "A user in an export.")]
public sealed record ExportedProfileView(
    [property: Field("The user's id.")] Guid Id,
    [property: Field("The mail address as it was given.", Format = "email")] string Email,
    [property: Field("Whether the address is verified.")] bool EmailVerified,
    [property: Field("The user's name.")] string FullName,
    [property: Field("When the user was registered.", Format = "date-time")] string CreatedAt,
    [property: Field("`customer`, `staff` or `admin`.")] string Role,
    [property: Field("The resources of a staff member.")] IReadOnlyList<string> ResourceIds,
    [property: Field("The language that the user reads. Null if it is unknown.")] string? Locale,
    [property: Field("The second factor. Its secret and its recovery codes are not in it. Null if the user has none.")] ExportedSecondFactorView? SecondFactor,
    [property: Field("Whether an administrator exempted the user from a second factor.")] bool SecondFactorExempt)
{
    internal static ExportedProfileView Of(PersonExport export) => new(
        export.Profile.Id.Value, export.Profile.Email, export.IsVerified, export.Profile.FullName, Rfc3339.Format(export.Profile.CreatedAt),
        RoleNames.Of(export.Member.Role), [.. export.Member.ResourceIds.Select(r => r.Value)], export.Profile.Locale,
        export.SecondFactor is { } factor ? new ExportedSecondFactorView(factor.RecoveryCodes) : null, export.IsExempt);
}

[Shape("AccountChange", "An event of an account.")]
public sealed record AccountChangeView(
    [property: Field("The time of the event.", Format = "date-time")] string At,
    [property: Field("The stored name of the event, such as `email-changed.v1`.")] string Event,
    [property: Field("The mail address that it is about. Null for none.")] string? Email,
    [property: Field("The name that it is about. Null for none.")] string? FullName,
    [property: Field("The language that it is about. Null for none.")] string? Locale)
{
    internal static AccountChangeView Of(AccountChange change) => new(
        Rfc3339.Format(change.At), change.Change, change.Email, change.FullName, change.Locale);
}
