using System.Collections.Immutable;
using System.Globalization;
using BookingEngine.Catalogue;

namespace BookingEngine.Functions.Catalogue;

/// <summary>The booking limits of a service or resource.</summary>
internal static class BookingLimitFields
{
    private const int MaximumLimits = 10, Maximum = 1_000_000;

    private static readonly IReadOnlyDictionary<string, LimitPeriod> Periods = new Dictionary<string, LimitPeriod>
    {
        ["day"] = LimitPeriod.Day,
        ["week"] = LimitPeriod.Week,
        ["month"] = LimitPeriod.Month,
    };

    /// <summary>Null for none.</summary>
    public static ImmutableArray<BookingLimit>? Read(RequestFields fields, string description)
    {
        var limits = fields.Optional("booking_limits", description)
            .List(MaximumLimits, item => item.Nested(ReadLimit)).OfType<BookingLimit>().ToImmutableArray();
        return limits.IsEmpty ? null : limits;
    }

    /// <summary>Adds an error for each limit that no booking fits into.</summary>
    /// <param name="shortest">The shortest duration in minutes.</param>
    public static void Check(ImmutableArray<BookingLimit>? limits, int shortest, FieldErrors errors)
    {
        foreach (var (place, limit) in (limits ?? []).Index())
        {
            if (limit.Minutes < shortest)
            {
                errors.Add(string.Create(CultureInfo.InvariantCulture, $"booking_limits[{place}].minutes"), "must allow the shortest duration");
            }
        }
    }

    public static string Of(LimitPeriod period) => Periods.Single(p => p.Value == period).Key;

    private static BookingLimit ReadLimit(RequestFields fields)
    {
        var per = fields.Required("per", "The period, by local dates of the location. Weeks start on Monday.").Choice(Periods);
        var count = fields.Optional("count", "The maximum number of bookings and holds.").OrNull();
        var minutes = fields.Optional("minutes", "The maximum of booked minutes, without buffers. A session of a group service counts once.").OrNull();
        var limit = new BookingLimit(per ?? LimitPeriod.Day, count.Whole(1, Maximum), minutes.Whole(1, Maximum));
        if (!count.IsGiven && !minutes.IsGiven)
        {
            count.Fail("is required without minutes");
        }

        return limit;
    }
}

[Shape("BookingLimit", "How much can be booked in a period, by anyone.")]
public sealed record BookingLimitView(string Per, int? Count, int? Minutes)
{
    internal static IReadOnlyList<BookingLimitView> Example => [new("day", 20, null), new("week", null, 2_400)];

    public static IReadOnlyList<BookingLimitView> Of(ImmutableArray<BookingLimit>? limits) =>
        [.. (limits ?? []).Select(limit => new BookingLimitView(BookingLimitFields.Of(limit.Per), limit.Count, limit.Minutes))];
}
