using BookingEngine.Functions.Fields;

namespace BookingEngine.Functions.Bookings;

/// <summary>The body of a change that needs none.</summary>
public sealed record ChangeReasonRequest(string? Reason) : IRequest<ChangeReasonRequest>
{
    public static bool RefusesMisspelt => true;

    public static ChangeReasonRequest Read(RequestFields fields) => new(fields.Reason());
}
