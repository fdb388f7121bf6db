using BookingEngine.Branding;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;

namespace BookingEngine.BookingMails;

/// <summary>Which mail an event of a booking causes.</summary>
public static class BookingMailKinds
{
    public static readonly IReadOnlyList<MailKind>
        ForCustomers = [MailKinds.Confirmed, MailKinds.Pending, MailKinds.Approved, MailKinds.Declined, MailKinds.Rescheduled, MailKinds.Cancelled],
        ForStaff = [MailKinds.StaffConfirmed, MailKinds.StaffPending, MailKinds.StaffRescheduled, MailKinds.StaffCancelled];

    /// <summary>Null for none. Another end of a running booking is no news to its customer, who is there.</summary>
    public static MailKind? OfCustomer(IDomainEvent domainEvent) => domainEvent switch
    {
        BookingMade { IsPending: true } => MailKinds.Pending,
        BookingMade => MailKinds.Confirmed,
        BookingApproved => MailKinds.Approved,
        BookingDeclined => MailKinds.Declined,
        BookingCancelled => MailKinds.Cancelled,
        BookingRescheduled e when e.Previous?.Start != e.Time.Start => MailKinds.Rescheduled,
        BookingMovedAway or BookingRezoned => MailKinds.Rescheduled,
        _ => null,
    };

    /// <summary>Whether the event says when a booking takes place, or confirms it. The reminders are those of the last such event.</summary>
    public static bool SetsTime(IDomainEvent domainEvent) =>
        OfCustomer(domainEvent) is { } kind && kind != MailKinds.Declined && kind != MailKinds.Cancelled;

    /// <summary>Null for none.</summary>
    public static MailKind? OfStaff(IDomainEvent domainEvent) => OfCustomer(domainEvent)?.Name switch
    {
        "confirmed" or "approved" => MailKinds.StaffConfirmed,
        "pending" => MailKinds.StaffPending,
        "rescheduled" => MailKinds.StaffRescheduled,
        "cancelled" or "declined" => MailKinds.StaffCancelled,
        _ => null,
    };
}
