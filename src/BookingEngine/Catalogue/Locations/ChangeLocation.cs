using BookingEngine.Commands;
using BookingEngine.EventSourcing;

namespace BookingEngine.Catalogue.Locations;

/// <param name="Location">The whole of what it shall be.</param>
public sealed record ChangeLocation(Location Location, Precondition Precondition);

/// <summary>Changes a location. What was booked there keeps the times that it was booked at.</summary>
public sealed class ChangeLocationHandler(CommandExecutor executor, CatalogueCache cache)
{
    public async Task<Outcome<Definition<Location>>> HandleAsync(ChangeLocation command, CommandContext context, CancellationToken cancellation)
    {
        var id = command.Location.Id;
        var outcome = await executor.ExecuteAsync<CataloguedLocation>(
            CataloguedLocation.StreamOf(id), context, now => Change(now, command), cancellation);
        cache.Forget(id);
        return outcome.IsRefused(out var refusal, out var changed) ? refusal : changed.Definition;
    }

    public static Decision Change(CataloguedLocation now, ChangeLocation command) => CatalogueKinds.Locations.Change(
        now.Definition, command.Precondition, new LocationChanged(command.Location));
}
