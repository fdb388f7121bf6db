using System.Text.Json.Serialization;
using BookingEngine.Catalogue;
using NodaTime;

namespace BookingEngine.Calendars.Events;

/// <summary>The service's terms at the time of the booking. Later changes of the service do not apply to it.</summary>
/// <param name="Shared">Whether all bookings of the service at that start share one session: a group service.</param>
/// <param name="PendingBlocks">Whether it blocks its time while it waits for approval.</param>
/// <param name="CancellationNotice">How long before the start the customer may still cancel; null for until the start.</param>
/// <param name="RescheduleNotice">How long before the start the customer may still move it; null for until the start.</param>
public sealed record BookingTerms(
    Duration BufferBefore, Duration BufferAfter, bool Shared, bool PendingBlocks, Duration? CancellationNotice, Duration? RescheduleNotice)
{
    /// <summary>Whether it is claimed in its customer's stream: for limits per customer, or to exclude other bookings.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsLimited { get; init; }

    /// <summary>Whether it needs approval again after its customer has moved it. False for bookings from before this was stored.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool NeedsApprovalAfterMove { get; init; }

    public static BookingTerms Of(Service service) => new(
        service.BufferBefore, service.BufferAfter, service.Capacity > 1, service.PendingBlocks, service.CancellationNotice, service.RescheduleNotice)
    {
        IsLimited = service.ClaimsCustomer,
        NeedsApprovalAfterMove = service is { Approval: true, ApprovalOnReschedule: not false },
    };
}
