using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Locations;
using BookingEngine.Functions.Fields;

namespace BookingEngine.Functions.Catalogue.Locations;

internal static class ClosureFields
{
    private const int MaximumUid = 200, MaximumLength = 366;

    /// <summary>Null for none.</summary>
    public static ImmutableArray<Closure>? Closures(this RequestFields fields)
    {
        var value = fields.Optional(
            "closures", "The dates on which all resources of the location are closed, unless a resource has `overrides` for the date.");
        ImmutableArray<Closure> closures = [.. value.List(ImportClosuresHandler.MaximumClosures, item => item.Nested(Read)).OfType<Closure>()];
        if (closures.Sum(ImportClosuresHandler.DaysOf) > ImportClosuresHandler.MaximumDays)
        {
            value.Fail($"must have at most {ImportClosuresHandler.MaximumDays} days together");
        }

        return closures.IsEmpty ? null : closures;
    }

    private static Closure Read(RequestFields fields)
    {
        var end = fields.Required("to", "The first date after it, at most 366 days later.");
        var (from, to) = (fields.Required("from", "The first date.").Date() ?? default, end.Date() ?? default);
        if (to != default && from != default && (to <= from || NodaTime.Period.DaysBetween(from, to) > MaximumLength))
        {
            end.Fail("must come after from, and at most 366 days later");
        }

        var name = fields.Optional("name", "Such as the name of a holiday.").OrNull().Text(0, CatalogueCommands.MaximumName);
        return new Closure(from, to < from ? from : to, name is { Length: > 0 } ? name : null)
        {
            Uid = fields.Optional("uid", "The event in the file from which it was imported.").OrNull().Text(1, MaximumUid),
        };
    }
}
