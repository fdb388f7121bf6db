using BookingEngine.Catalogue;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.Times;

namespace BookingEngine.Functions.Catalogue.Locations;

internal static class LocationFields
{
    public const string ZoneMustBe = "must be an IANA time zone such as Europe/Berlin";

    public static Location Read(BodyFields fields, string id) => new(
        new LocationId(id), fields.Text("name", 1, CatalogueFields.MaximumName), fields["time_zone"].Matching(ZoneData.IsZone, ZoneMustBe),
        fields.OptionalText("address", 500));
}
