using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;

namespace BookingEngine.Functions.Catalogue.Locations;

internal sealed record LocationRequest(string? Id, string Name, string TimeZone, string? Address, ImmutableArray<Closure>? Closures = null) : IDefinitionRequest<LocationRequest, Location>
{
    public static LocationRequest Read(RequestFields fields) => new(
        fields.OptionalId(),
        fields.Name("name", "The name.", CatalogueCommands.MaximumName),
        fields.Required("time_zone", "The IANA time zone, such as `Europe/Berlin`.").ZoneName() ?? "",
        fields.Optional("address", "The address.").OrNull().Text(0, 500),
        fields.Closures());

    public Location Define(string id) => new(new LocationId(id), Name, TimeZone, Address) { Closures = Closures };
}
