using BookingEngine.Branding;
using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Locations;
using BookingEngine.Catalogue.Resources;
using BookingEngine.Catalogue.Services;
using BookingEngine.Commands;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.LocalHost.Demo;

/// <summary>Writes the catalogue and the brand of the example. It does not change what already exists.</summary>
public sealed class WriteDemoCatalogue(
    DemoContexts contexts, ChangeBrandHandler changeBrand, CreateLocationHandler createLocation, CreateResourceHandler createResource, CreateServiceHandler createService,
    CatalogueReader<Brand> brands, CatalogueReader<Location> locations, CatalogueReader<Resource> resources, CatalogueReader<Service> services)
{
    public async Task RunAsync(Instant at, LocalDate today, UserId admin, CancellationToken cancellation)
    {
        foreach (var location in DemoCatalogue.Locations)
        {
            await WriteAsync(locations, location.Id.Value, c => createLocation.HandleAsync(new CreateLocation(location), c, cancellation));
        }

        foreach (var resource in DemoCatalogue.ResourcesFrom(today))
        {
            await WriteAsync(resources, resource.Id.Value, c => createResource.HandleAsync(new CreateResource(resource), c, cancellation));
        }

        foreach (var service in DemoCatalogue.Services)
        {
            await WriteAsync(services, service.Id.Value, c => createService.HandleAsync(new CreateService(service), c, cancellation));
        }

        if (await brands.FindAsync(BrandState.Id, cancellation) is not { Version: > 0 })
        {
            var change = new ChangeBrand(DemoCatalogue.Brand, new Dictionary<string, bool>(), new Precondition(null));
            DemoContexts.ValueOrThrow(await changeBrand.HandleAsync(change, contexts.At(at, admin), cancellation), "brand");
        }

        async Task WriteAsync<T>(CatalogueReader<T> reader, string id, Func<CommandContext, Task<Outcome<Definition<T>>>> create)
            where T : class
        {
            if (await reader.FindAsync(id, cancellation) is null)
            {
                DemoContexts.ValueOrThrow(await create(contexts.At(at, admin)), id);
            }
        }
    }
}
