using BookingEngine.Calendars;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;

namespace BookingEngine.Catalogue.Resources;

public sealed record CreateResource(Resource Resource);

/// <summary>Creates a resource and its calendar, at existing locations.</summary>
public sealed class CreateResourceHandler(CommandExecutor executor, CatalogueReader<Location> locations)
{
    public async Task<Outcome<Definition<Resource>>> HandleAsync(CreateResource command, CommandContext context, CancellationToken cancellation)
    {
        var resource = command.Resource;
        if (await locations.FindUnknownAsync(ResourceLocations.IdsOf(resource).Select(id => id.Value), cancellation) is { } unknown)
        {
            return CatalogueRefusals.UnknownLocation(new LocationId(unknown));
        }

        var outcome = await executor.RecordAsync<Calendar>(
            Calendar.StreamOf(resource.Id), context, calendar => Create(calendar, resource), cancellation);
        return outcome.IsRefused(out var refusal, out var recorded) ? refusal : Definition<Resource>.CreatedBy(recorded);
    }

    public static Decision Create(Calendar calendar, Resource resource) =>
        CatalogueKinds.Resources.Create(calendar.Resource, new ResourceCreated(resource));
}
