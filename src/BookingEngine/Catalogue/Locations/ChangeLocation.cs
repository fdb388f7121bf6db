using BookingEngine.Commands;
using BookingEngine.EventSourcing;

namespace BookingEngine.Catalogue.Locations;

/// <param name="Location">The complete new definition.</param>
public sealed record ChangeLocation(Location Location, Precondition Precondition);

/// <summary>Changes a location. Existing bookings keep their instants.</summary>
public sealed class ChangeLocationHandler(CommandExecutor executor, CatalogueCache cache)
{
    public async Task<Outcome<Definition<Location>>> HandleAsync(ChangeLocation command, CommandContext context, CancellationToken cancellation)
    {
        var id = command.Location.Id;
        var outcome = await executor.ExecuteAsync<CataloguedLocation>(
            CataloguedLocation.StreamOf(id), context, current => Change(current, command), cancellation);
        cache.Invalidate(id);
        return outcome.IsRefused(out var refusal, out var changed) ? refusal : changed.Definition;
    }

    public static Decision Change(CataloguedLocation current, ChangeLocation command) => CatalogueKinds.Locations.Change(
        current.Definition, command.Precondition, new LocationChanged(command.Location));
}
