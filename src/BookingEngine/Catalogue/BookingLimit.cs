using System.Text.Json.Serialization;
using NodaTime;

namespace BookingEngine.Catalogue;

/// <summary>How much can be booked in one period, by anyone.</summary>
/// <param name="Count">The maximum number of bookings; null for no maximum.</param>
/// <param name="Minutes">The maximum of booked minutes, without buffers; null for no maximum. The bookings of one session count once.</param>
public sealed record BookingLimit(LimitPeriod Per, int? Count, int? Minutes);

/// <summary>A period of local dates, where the booking takes place.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LimitPeriod>))]
public enum LimitPeriod
{
    [JsonStringEnumMemberName("day")]
    Day,

    /// <summary>From Monday.</summary>
    [JsonStringEnumMemberName("week")]
    Week,

    /// <summary>A calendar month.</summary>
    [JsonStringEnumMemberName("month")]
    Month,
}

public static class LimitPeriods
{
    extension(LimitPeriod period)
    {
        /// <summary>The first date of the period that the date is in.</summary>
        public LocalDate FirstDay(LocalDate date) => period switch
        {
            LimitPeriod.Day => date,
            LimitPeriod.Week => date.PlusDays(1 - (int)date.DayOfWeek),
            LimitPeriod.Month => date.With(DateAdjusters.StartOfMonth),
            _ => throw new InvalidOperationException($"The period {period} has no first day."),
        };

        /// <summary>The last date of the period that the date is in.</summary>
        public LocalDate LastDay(LocalDate date) => period switch
        {
            LimitPeriod.Day => date,
            LimitPeriod.Week => date.PlusDays(7 - (int)date.DayOfWeek),
            LimitPeriod.Month => date.With(DateAdjusters.EndOfMonth),
            _ => throw new InvalidOperationException($"The period {period} has no last day."),
        };
    }
}
