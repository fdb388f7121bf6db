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

/// <summary>What was done and answered.</summary>
/// <param name="Correlation">Stands in what is recorded of it.</param>
/// <param name="Id">Of the booking or hold.</param>
/// <param name="Answer">The booking as it was answered; null where it was refused, or is none.</param>
/// <param name="Refusal">Null where it was done.</param>
public sealed record SimulatedOperation(string Correlation, OperationKind Kind, Guid Id, Booking? Answer, string? Refusal);
