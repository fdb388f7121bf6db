using BookingEngine.Commands;
using BookingEngine.EventSourcing;

namespace BookingEngine.Catalogue.Services;

/// <param name="Service">The whole of what it shall be; not active to retire it.</param>
public sealed record ChangeService(Service Service, Precondition Precondition);

/// <summary>Changes or retires a service. Bookings of it keep what they were made with.</summary>
public sealed class ChangeServiceHandler(CommandExecutor executor, CatalogueCache cache, CatalogueReader<Resource> resources)
{
    public async Task<Outcome<Definition<Service>>> HandleAsync(ChangeService command, CommandContext context, CancellationToken cancellation)
    {
        var service = command.Service;
        if (await resources.FindUnknownAsync(service.ResourceIds.Select(r => r.Value), cancellation) is { } unknown)
        {
            return CatalogueRefusals.UnknownResource(unknown);
        }

        var outcome = await executor.ExecuteAsync<CataloguedService>(
            CataloguedService.StreamOf(service.Id), context, now => Change(now, command), cancellation);
        cache.Forget(service.Id);
        return outcome.IsRefused(out var refusal, out var changed) ? refusal : changed.Definition;
    }

    public static Decision Change(CataloguedService now, ChangeService command)
    {
        var (current, service) = (now.Definition, command.Service);
        return CatalogueKinds.Services.Change(
            current, command.Precondition,
            current.Value is { Active: true } && !service.Active ? new ServiceRetired(service) : new ServiceChanged(service));
    }
}
