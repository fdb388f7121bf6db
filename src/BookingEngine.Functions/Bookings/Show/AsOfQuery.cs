using BookingEngine.Functions.Fields;
using NodaTime;

namespace BookingEngine.Functions.Bookings.Show;

/// <param name="AsOf">Null for now.</param>
public sealed record AsOfQuery(Instant? AsOf) : IRequest<AsOfQuery>
{
    public static AsOfQuery Read(RequestFields fields) => new(fields.AsOf());
}
