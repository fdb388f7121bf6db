using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;
using BookingEngine.Hours;

namespace BookingEngine.Functions.Catalogue.Resources;

internal sealed record ResourceRequest(
    string? Id, string Name, string Kind, LocationId LocationId, int Capacity, OpeningHours Hours, ImmutableArray<TimeOff> TimeOff,
    ImmutableArray<Placement> Placements, bool Active)
    : IDefinitionRequest<ResourceRequest, Resource>
{
    internal const int MaximumTimeOff = 400;
    private const int MaximumCapacity = 10_000;

    public ImmutableArray<BookingLimit>? BookingLimits { get; init; }

    public static ResourceRequest Read(RequestFields fields) => new(
        fields.OptionalId(),
        fields.Name("name", "The name.", CatalogueCommands.MaximumName),
        fields.Name("kind", "The kind in a word, such as `person`, `room` or `device`.", 60),
        new LocationId(fields.Required("location_id", "The location. Its time zone applies to the hours.").CatalogueId() ?? ""),
        fields.OptionalWhole("capacity", "The maximum number of sessions at the same time. If omitted, 1.", 1, MaximumCapacity) ?? 1,
        HoursFields.Read(fields),
        [
            .. fields.Optional("time_off", "Times when it cannot be booked, although it is open.")
                .List(MaximumTimeOff, item => item.Nested(ReadTimeOff)).OfType<TimeOff>(),
        ],
        [.. PlacementFields.Read(fields.Optional("placements", "Dates on which it stands at another location."))],
        fields.Flag("active", "False to retire it. If omitted, true.", fallback: true))
    {
        BookingLimits = BookingLimitFields.Read(fields, "How much of it can be booked in a period, by anyone."),
    };

    public Resource Define(string id) => new(new ResourceId(id), Name, Kind, LocationId, Capacity, Hours, TimeOff, Active)
    {
        BookingLimits = BookingLimits,
        Placements = Placements.IsEmpty ? null : Placements,
    };

    private static TimeOff ReadTimeOff(RequestFields fields)
    {
        var (from, end) = (fields.Required("from", "The start.").Instant(), fields.Required("to", "The end."));
        var to = end.Instant();
        if (to <= from)
        {
            end.Fail("must come after from");
        }

        return new TimeOff(from ?? default, to ?? default, fields.Optional("reason", "The reason, for staff and administrators.").OrNull().Text(0, 500));
    }
}
