using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;
using BookingEngine.Hours;

namespace BookingEngine.Functions.Catalogue.Resources;

internal sealed record ResourceRequest(
    string? Id, string Name, string Kind, LocationId LocationId, int Capacity, OpeningHours Hours, ImmutableArray<TimeOff> TimeOff, bool Active)
    : IDefinitionRequest<ResourceRequest, Resource>
{
    private const int MaximumTimeOff = 400, MaximumCapacity = 10_000;

    public static ResourceRequest Read(RequestFields fields) => new(
        fields.OptionalId(),
        fields.Text("name", "What people call it.", 1, CatalogueCommands.MaximumName),
        fields.Text("kind", "What it is, in a word: a person, a room, a device.", 1, 60),
        new LocationId(fields.Required("location_id", "Where it is, which says in which time zone its hours are.").CatalogueId() ?? ""),
        fields.OptionalWhole("capacity", "How many sessions it takes at once; 1 where absent.", 1, MaximumCapacity) ?? 1,
        HoursFields.Read(fields),
        [
            .. fields.Optional("time_off", "When it cannot be booked although its hours say so.")
                .List(MaximumTimeOff, item => item.Nested(ReadTimeOff)).OfType<TimeOff>(),
        ],
        fields.Flag("active", "False for one that is retired; true where absent.", fallback: true));

    public Resource Define(string id) => new(new ResourceId(id), Name, Kind, LocationId, Capacity, Hours, TimeOff, Active);

    private static TimeOff ReadTimeOff(RequestFields fields)
    {
        var (from, end) = (fields.Required("from", "When it begins.").Instant(), fields.Required("to", "When it ends."));
        var to = end.Instant();
        if (to <= from)
        {
            end.Fail("must come after from");
        }

        return new TimeOff(from ?? default, to ?? default, fields.Optional("reason", "Why, for staff and administrators.").OrNull().Text(0, 500));
    }
}
