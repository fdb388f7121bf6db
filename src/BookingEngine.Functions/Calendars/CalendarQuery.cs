using BookingEngine.Functions.Fields;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Functions.Calendars;

public sealed record CalendarQuery(RangeBound From, RangeBound To, Instant? AsOf) : IRequest<CalendarQuery>
{
    private const string BoundText = "A local date of the resource's place, or a time with its offset.";

    public static CalendarQuery Read(RequestFields fields) => new(
        fields.Required("from", $"Where the range begins. {BoundText}").RangeBound() ?? default,
        fields.Required("to", $"Where it ends, excluded. {BoundText}").RangeBound() ?? default, fields.AsOf());
}
