using BookingEngine.Bookings;

namespace BookingEngine.Tests.Simulation;

public enum OperationKind
{
    Book,
    Hold,
    BookHold,
    Cancel,
    Reschedule,
    Approve,
    Decline,
    Complete,
    Miss,
}

/// <summary>An operation on a booking and its answer.</summary>
/// <param name="Correlation">The correlation id of its events.</param>
/// <param name="Id">The id of the booking or hold.</param>
/// <param name="Answer">The booking in the answer, or null when there is none.</param>
/// <param name="Refusal">Null after a success.</param>
public sealed record SimulatedOperation(string Correlation, OperationKind Kind, Guid Id, Booking? Answer, string? Refusal);
