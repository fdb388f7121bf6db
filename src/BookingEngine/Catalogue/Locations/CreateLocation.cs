using BookingEngine.Commands;
using BookingEngine.EventSourcing;

namespace BookingEngine.Catalogue.Locations;

public sealed record CreateLocation(Location Location);

public sealed class CreateLocationHandler(CommandExecutor executor)
{
    public async Task<Outcome<Definition<Location>>> HandleAsync(CreateLocation command, CommandContext context, CancellationToken cancellation)
    {
        var outcome = await executor.RecordAsync<CataloguedLocation>(
            CataloguedLocation.StreamOf(command.Location.Id), context, current => Create(current, command.Location), cancellation);
        return outcome.IsRefused(out var refusal, out var recorded) ? refusal : Definition<Location>.CreatedBy(recorded);
    }

    public static Decision Create(CataloguedLocation current, Location location) =>
        CatalogueKinds.Locations.Create(current.Definition, new LocationCreated(location));
}
