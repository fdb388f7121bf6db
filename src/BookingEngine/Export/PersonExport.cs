using System.Collections.Immutable;
using BookingEngine.Bookings.Show;
using BookingEngine.CalendarFeeds;
using BookingEngine.Guests;
using BookingEngine.PublicBookings;
using BookingEngine.Users;
using BookingEngine.Users.Administration;
using BookingEngine.Users.Profiles;
using BookingEngine.Users.Roles;
using NodaTime;

namespace BookingEngine.Export;

/// <summary>All that the deployment holds on a user, in clear text.</summary>
/// <param name="SecondFactor">Null if the user has none.</param>
/// <param name="ActsBy">What the user did as an administrator, with the client addresses.</param>
/// <param name="ActsOn">What administrators did to the user. The address is the administrator's: do not show it.</param>
/// <param name="Authored">What the user changed in the brand, the templates of mails and the catalogue.</param>
public sealed record PersonExport(
    Profile Profile, bool IsVerified, TeamMember Member, ExportedSecondFactor? SecondFactor, bool IsExempt, IReadOnlyList<AccountChange> Account, IReadOnlyList<ExportedSession> Sessions,
    IReadOnlyList<ExportedBooking> Bookings, IReadOnlyList<AuditEntry> ActsBy, IReadOnlyList<AuditEntry> ActsOn,
    IReadOnlyList<AuthoredChange> Authored)
{
    /// <summary>The feeds that have not ended. Their addresses are not stored.</summary>
    public IReadOnlyList<Feed> Feeds { get; init; } = [];

    /// <summary>The external calendars that the user has added.</summary>
    public IReadOnlyList<ExportedCalendar> Calendars { get; init; } = [];

    /// <summary>What the user waits for, or did.</summary>
    public IReadOnlyList<ExportedEntry> Waitlist { get; init; } = [];

    /// <summary>What was booked with the user's verified address by somebody who has not proved it.</summary>
    public UnprovedExport Unproved { get; init; } = UnprovedExport.None;
}

/// <param name="Bookings">With the address, by somebody who has not proved it.</param>
/// <param name="Requests">Forms that wait for the link in a mail to be followed.</param>
public sealed record UnprovedExport(IReadOnlyList<ExportedBooking> Bookings, IReadOnlyList<ExportedRequest> Requests)
{
    public static UnprovedExport None { get; } = new([], []);
}

/// <summary>All that the deployment holds on a guest, in clear text.</summary>
public sealed record GuestExport(IReadOnlyList<ExportedBooking> Bookings, UnprovedExport Unproved)
{
    /// <summary>What the guest waits for, or did.</summary>
    public IReadOnlyList<ExportedEntry> Waitlist { get; init; } = [];
}

/// <param name="Guest">Who was entered in the form.</param>
/// <param name="Details">Notes and answers as JSON; null for none.</param>
public sealed record ExportedRequest(BookingRequested Request, Guest Guest, string? Details);

/// <summary>An event of the account.</summary>
/// <param name="Change">Its stored name, such as <c>email-changed.v1</c>.</param>
/// <param name="Email">The address that it is about; null for none.</param>
/// <param name="FullName">The name that it is about; null for none.</param>
/// <param name="Locale">The language that it is about; null for none.</param>
public sealed record AccountChange(Instant At, string Change, string? Email, string? FullName, string? Locale);

/// <param name="RecoveryCodes">How many are left.</param>
public sealed record ExportedSecondFactor(int RecoveryCodes);

/// <param name="Client">The client's own name; null if it gave none.</param>
public sealed record ExportedSession(SessionId Id, Instant StartedAt, Instant LastUsedAt, Instant ExpiresAt, string? Client);

/// <param name="Changes">The oldest first.</param>
public sealed record ExportedBooking(DetailedBooking Booking, ImmutableArray<BookingChange> Changes);
