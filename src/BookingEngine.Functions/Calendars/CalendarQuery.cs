using BookingEngine.Functions.Fields;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Functions.Calendars;

public sealed record CalendarQuery(RangeBound From, RangeBound To, Instant? AsOf) : IRequest<CalendarQuery>
{
    private const string BoundText = "A date in `time_zone` of the answer, or a time with its offset.";

    public static CalendarQuery Read(RequestFields fields) => new(
        fields.Required("from", $"The start of the range. {BoundText}").RangeBound() ?? default,
        fields.Required("to", $"The end of the range, exclusive. {BoundText}").RangeBound() ?? default, fields.AsOf());
}
