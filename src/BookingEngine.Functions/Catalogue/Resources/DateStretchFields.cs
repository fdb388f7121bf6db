using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;
using NodaTime;

namespace BookingEngine.Functions.Catalogue.Resources;

/// <summary>Reads stretches of local dates. In one list they must not overlap.</summary>
internal sealed class DateStretchFields
{
    private readonly List<(LocalDate From, LocalDate To)> _read = [];

    /// <summary>Null if invalid. The end is excluded.</summary>
    public (LocalDate From, LocalDate To)? Read(RequestFields fields)
    {
        var (begin, end) = (fields.Required("from", "The first date."), fields.Required("to", "The first date after it."));
        if ((begin.Date(), end.Date()) is not ({ } from, { } to))
        {
            return null;
        }

        if (to <= from)
        {
            end.Fail("must come after from");
        }
        else if (_read.Exists(other => from < other.To && other.From < to))
        {
            begin.Fail("must not overlap an entry before it");
        }

        _read.Add((from, to));
        return (from, to);
    }
}

internal static class PlacementFields
{
    private const int MaximumPlacements = 200;

    public static IReadOnlyList<Placement> Read(RequestValue value)
    {
        var dates = new DateStretchFields();
        return [.. value.List(MaximumPlacements, item => item.Nested(fields => Read(fields, dates))).OfType<Placement>()];
    }

    private static Placement Read(RequestFields fields, DateStretchFields dates)
    {
        var (from, to) = dates.Read(fields) ?? default;
        return new(from, to, new LocationId(fields.Required("location_id", "The location where it stands then. Its time zone applies to the hours.").CatalogueId() ?? ""));
    }
}
