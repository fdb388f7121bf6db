using BookingEngine.BookingLimits.Periods;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;

namespace BookingEngine.Catalogue.Services;

/// <param name="Service">The complete new definition. Inactive to retire it.</param>
public sealed record ChangeService(Service Service, Precondition Precondition);

/// <summary>Changes or retires a service. Existing bookings keep their terms.</summary>
public sealed class ChangeServiceHandler(
    CommandExecutor executor, CatalogueCache cache, ServiceResources check, BookingCounter bookings)
{
    public async Task<Outcome<Definition<Service>>> HandleAsync(ChangeService command, CommandContext context, CancellationToken cancellation)
    {
        var service = command.Service;
        if (await check.FindRefusalAsync(service, cancellation) is { } impossible)
        {
            return impossible;
        }

        var outcome = await executor.ExecuteAsync<CataloguedService>(
            CataloguedService.StreamOf(service.Id), context, state => Change(state, command), cancellation);
        cache.Invalidate(service.Id);
        if (outcome.IsRefused(out var refusal, out var changed))
        {
            return refusal;
        }

        // Other instances may have cached the service without its limits.
        if (service.BookingLimits is not null)
        {
            await bookings.RequireVersionAsync(service with { Version = changed.Definition.Version }, context, cancellation);
        }

        return changed.Definition;
    }

    public static Decision Change(CataloguedService state, ChangeService command)
    {
        var (current, service) = (state.Definition, command.Service);
        return CatalogueKinds.Services.Change(
            current, command.Precondition,
            current.Value is { Active: true } && !service.Active ? new ServiceRetired(service) : new ServiceChanged(service));
    }
}
