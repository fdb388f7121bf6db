using System.Collections.Immutable;
using NodaTime;

namespace BookingEngine.Branding;

/// <summary>A kind of mail.</summary>
/// <param name="Name">Stable: part of the API and of stored ids.</param>
/// <param name="IsOnByDefault">Whether it is sent unless the tenant switches it off.</param>
/// <param name="IsSwitchable">False for mails that people need in order to use their account.</param>
public sealed record MailKind(string Name, bool IsOnByDefault = true, bool IsSwitchable = true);

/// <summary>All kinds of mails.</summary>
public static class MailKinds
{
    public static readonly MailKind
        Confirmed = new("confirmed"),
        Pending = new("pending"),
        Approved = new("approved"),
        Declined = new("declined"),
        Rescheduled = new("rescheduled"),
        Cancelled = new("cancelled"),
        Reminder = new("reminder"),
        HoldEnding = new("hold_ending", IsOnByDefault: false),
        WaitlistOffer = new("waitlist_offer"),
        WaitlistWithdrawn = new("waitlist_withdrawn"),
        WaitlistClosed = new("waitlist_closed"),
        WaitlistEnded = new("waitlist_ended"),
        StaffConfirmed = new("staff_confirmed", IsOnByDefault: false),
        StaffPending = new("staff_pending", IsOnByDefault: false),
        StaffRescheduled = new("staff_rescheduled", IsOnByDefault: false),
        StaffCancelled = new("staff_cancelled", IsOnByDefault: false),
        Welcome = new("welcome", IsOnByDefault: false),
        PasswordChanged = new("password_changed"),
        Deactivated = new("deactivated"),
        Verification = new("verification", IsSwitchable: false),
        Recovery = new("recovery", IsSwitchable: false),
        EmailChange = new("email_change", IsSwitchable: false),
        EmailTaken = new("email_taken", IsSwitchable: false),
        EmailChangeAnnounced = new("email_change_announced", IsSwitchable: false),
        EmailChanged = new("email_changed", IsSwitchable: false),
        EntryRemoved = new("entry_removed", IsSwitchable: false),
        EntryAdded = new("entry_added", IsSwitchable: false),
        CalendarFailing = new("calendar_failing"),
        ConfirmBooking = new("confirm_booking", IsSwitchable: false),
        Erasure = new("erasure", IsSwitchable: false),
        Export = new("export", IsSwitchable: false),
        WebhookDisabled = new("webhook_disabled", IsSwitchable: false);

    public static ImmutableArray<MailKind> All { get; } =
    [
        Confirmed, Pending, Approved, Declined, Rescheduled, Cancelled, Reminder, HoldEnding, WaitlistOffer, WaitlistWithdrawn, WaitlistClosed,
        WaitlistEnded, StaffConfirmed, StaffPending, StaffRescheduled, StaffCancelled, Welcome, PasswordChanged, Deactivated, CalendarFailing, Verification, Recovery, EmailChange, EmailTaken, EmailChangeAnnounced, EmailChanged, EntryRemoved,
        EntryAdded, ConfirmBooking, Erasure, Export, WebhookDisabled,
    ];

    public static IEnumerable<MailKind> Switchable => All.Where(kind => kind.IsSwitchable);

    /// <summary>Null if there is no such kind.</summary>
    public static MailKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    public static bool Sends(this Brand brand, MailKind kind) => SwitchOf(brand, kind)?.IsOn ?? kind.IsOnByDefault;

    /// <summary>Whether a mail of the kind tells of what happened at the instant.</summary>
    public static bool Sends(this Brand brand, MailKind kind, Instant happened) =>
        brand.Sends(kind) && !(happened < SwitchOf(brand, kind)?.Since);

    /// <summary>The switches after a change. A kind that is not among the wanted ones gets its default.</summary>
    public static ImmutableArray<MailSwitch>? Switched(Brand current, IReadOnlyDictionary<string, bool> wanted, Instant now)
    {
        ImmutableArray<MailSwitch> switches =
        [
            .. Switchable.OrderBy(kind => kind.Name, StringComparer.Ordinal)
                .Select(kind => Switched(current, kind, wanted.TryGetValue(kind.Name, out var isOn) ? isOn : kind.IsOnByDefault, now))
                .OfType<MailSwitch>(),
        ];
        return switches.IsEmpty ? null : switches;
    }

    private static MailSwitch? Switched(Brand current, MailKind kind, bool isOn, Instant now) =>
        current.Sends(kind) == isOn ? SwitchOf(current, kind) : new MailSwitch(kind.Name, isOn, now);

    private static MailSwitch? SwitchOf(Brand brand, MailKind kind) => brand.Mails?.FirstOrDefault(s => s.Kind == kind.Name);
}
