using System.Collections.Immutable;
using BookingEngine.Functions.Catalogue.Resources;
using BookingEngine.Functions.Fields;
using BookingEngine.Functions.Http.Requests.Shapes;
using BookingEngine.Hours;
using BookingEngine.Times;
using BookingEngine.Waitlist.Commands;
using NodaTime;

namespace BookingEngine.Functions.Waitlist;

/// <summary>The fields of a wish: when it may be.</summary>
internal static class WishFields
{
    public const string TimeMessage = "must be a time of day such as 09:30, or 24:00 for the end of the day";

    private const int MaximumTimes = 24;

    public static readonly string TooLong = $"must be at most {JoinWaitlist.MaximumDays} days after from";

    private static readonly Dictionary<string, IsoDayOfWeek> Weekdays = HoursFields.Days.Index().ToDictionary(day => day.Item, day => (IsoDayOfWeek)(day.Index + 1));

    private static readonly ValueShape TimeShape = ValueShape.Text with { Pattern = HoursFields.TimePattern };

    /// <summary>As in requests.</summary>
    public static string NameOf(IsoDayOfWeek day) => HoursFields.Days[(int)day - 1];

    extension(RequestFields fields)
    {
        public (RangeBound From, RangeBound To) WishRange()
        {
            var from = fields.Required("from", "The beginning: a date at the location, such as `2030-05-13`, or a time with its offset.").RangeBound();
            var end = fields.Required("to", "The end, exclusive: a date at the location, or a time with its offset. At most 366 days later.");
            var to = end.RangeBound();
            if (from is { } first && to is { } last && TimeRange.IsLonger(JoinWaitlist.MaximumDays, first, last, DateTimeZone.Utc))
            {
                end.Fail(TooLong);
            }

            return (from ?? default, to ?? default);
        }

        public ImmutableArray<IsoDayOfWeek> WishedWeekdays()
        {
            HashSet<IsoDayOfWeek> read = [];
            return
            [
                .. fields.Optional("weekdays", "The weekdays of the start. If omitted or empty, any.").OrNull().List(7, item =>
                {
                    var day = item.Choice(Weekdays);
                    if (day is { } known && !read.Add(known))
                    {
                        item.Fail("must not be listed twice");
                    }

                    return day ?? IsoDayOfWeek.None;
                }),
            ];
        }

        public ImmutableArray<HoursInterval> WishedTimes() =>
        [
            .. fields.Optional("times", "The local times between which it may start, the end excluded. If omitted or empty, any. An end before the start is on the next day.")
                .OrNull().List(MaximumTimes, item => item.Nested(ReadTimes)).OfType<WishedInterval>().Select(times => times.Interval),
        ];
    }

    private static WishedInterval ReadTimes(RequestFields fields)
    {
        var (from, end) = (ReadTime(fields.Required("from", "The earliest start, such as `09:00`.")), fields.Required("to", "The end, exclusive, such as `12:30`."));
        var to = ReadTime(end);
        if (from is not null && from == to)
        {
            end.Fail("must not be equal to from");
        }

        return new WishedInterval(new HoursInterval(from ?? default, to ?? default));
    }

    private static TimeOfDay? ReadTime(RequestValue value) => value.Parsed(TimeOfDay.TryParse, TimeMessage, TimeShape);

    private sealed record WishedInterval(HoursInterval Interval);
}
