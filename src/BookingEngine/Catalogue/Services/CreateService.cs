using BookingEngine.Commands;
using BookingEngine.EventSourcing;

namespace BookingEngine.Catalogue.Services;

public sealed record CreateService(Service Service);

/// <summary>Creates a service of existing resources. Resources are never deleted, so they will always exist.</summary>
public sealed class CreateServiceHandler(CommandExecutor executor, ServiceResources check)
{
    public async Task<Outcome<Definition<Service>>> HandleAsync(CreateService command, CommandContext context, CancellationToken cancellation)
    {
        var service = command.Service;
        if (await check.FindRefusalAsync(service, cancellation) is { } impossible)
        {
            return impossible;
        }

        var outcome = await executor.RecordAsync<CataloguedService>(
            CataloguedService.StreamOf(service.Id), context, current => Create(current, service), cancellation);
        return outcome.IsRefused(out var refusal, out var recorded) ? refusal : Definition<Service>.CreatedBy(recorded);
    }

    public static Decision Create(CataloguedService current, Service service) =>
        CatalogueKinds.Services.Create(current.Definition, new ServiceCreated(service));
}
