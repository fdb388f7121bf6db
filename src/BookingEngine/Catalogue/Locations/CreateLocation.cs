using BookingEngine.Commands;
using BookingEngine.EventSourcing;

namespace BookingEngine.Catalogue.Locations;

public sealed record CreateLocation(Location Location);

public sealed class CreateLocationHandler(CommandExecutor executor)
{
    public async Task<Outcome<Definition<Location>>> HandleAsync(CreateLocation command, CommandContext context, CancellationToken cancellation)
    {
        var outcome = await executor.RecordAsync<CataloguedLocation>(
            CataloguedLocation.StreamOf(command.Location.Id), context, now => Create(now, command.Location), cancellation);
        return outcome.IsRefused(out var refusal, out var recorded) ? refusal : Definition<Location>.CreatedBy(recorded);
    }

    public static Decision Create(CataloguedLocation now, Location location) =>
        CatalogueKinds.Locations.Create(now.Definition, new LocationCreated(location));
}
