using BookingEngine.Functions.Fields;
using NodaTime;

namespace BookingEngine.Functions.Bookings.Show;

/// <param name="AsOf">The instant that is asked about; null for now.</param>
public sealed record AsOfQuery(Instant? AsOf) : IRequest<AsOfQuery>
{
    public static AsOfQuery Read(RequestFields fields) => new(fields.AsOf());
}
