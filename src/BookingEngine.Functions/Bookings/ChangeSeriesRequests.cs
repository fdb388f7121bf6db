using BookingEngine.Bookings.Series.Change;
using BookingEngine.Functions.Fields;

namespace BookingEngine.Functions.Bookings;

/// <summary>The body of a change of one booking, or of several of a series.</summary>
public sealed record ScopedReasonRequest(string? Reason, SeriesScope? Scope) : IRequest<ScopedReasonRequest>
{
    public static bool RefusesMisspelt => true;

    public static ScopedReasonRequest Read(RequestFields fields) => new(fields.Reason(), fields.Scope());
}

/// <summary>The body of a change without a reason.</summary>
public sealed record ScopeRequest(SeriesScope? Scope) : IRequest<ScopeRequest>
{
    public static bool RefusesMisspelt => true;

    public static ScopeRequest Read(RequestFields fields) => new(fields.Scope());
}
