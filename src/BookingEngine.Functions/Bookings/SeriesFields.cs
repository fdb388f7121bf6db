using BookingEngine.Bookings.Series.Change;
using BookingEngine.Functions.Fields;

namespace BookingEngine.Functions.Bookings;

/// <summary>The fields by which a request is about several bookings of a series.</summary>
internal static class SeriesFields
{
    private static readonly Dictionary<string, SeriesScope> Scopes =
        new() { ["one"] = SeriesScope.One, ["following"] = SeriesScope.Following, ["all"] = SeriesScope.All };

    private static readonly Dictionary<string, bool> Conflicts = new() { ["fail"] = false, ["skip"] = true };

    extension(RequestFields fields)
    {
        public SeriesScope? Scope() => fields.Optional(
            "scope", "For a booking of a series: `one` for this booking, `following` for it and those after it, `all` for all that are ahead. If omitted, `one`.")
            .Choice(Scopes);

        /// <summary>Whether what is not possible is skipped.</summary>
        public bool? OnConflict(string description) => fields.Optional("on_conflict", description).Choice(Conflicts);

        /// <summary>Adds an error if a hold is given. It would book one time of the series, and the others could still be taken.</summary>
        public void RefuseHold()
        {
            if (fields.Optional("hold_id", "Not possible for a series, because a hold keeps one time only: 422.").HoldId() is not null)
            {
                fields.Errors.Add("hold_id", "is not possible for a series, because a hold keeps one time only. Release the hold, and leave it out");
            }
        }

        /// <summary>Adds an error if a field is given that only concerns several bookings.</summary>
        public void OnlyForSeveral(string name, object? value, SeriesScope? scope)
        {
            if (value is not null && scope is null or SeriesScope.One)
            {
                fields.Errors.Add(name, "is only for several bookings of a series. Also send scope as following or all, or leave it out");
            }
        }
    }
}
