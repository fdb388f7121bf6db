using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Locations;
using BookingEngine.Catalogue.Resources;
using BookingEngine.Catalogue.Services;
using BookingEngine.Catalogue.Warnings;
using BookingEngine.EventSourcing;
using BookingEngine.Export;
using BookingEngine.ReadModels;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Registration;

public static class CatalogueFeature
{
    public static IEnumerable<EventType> EventTypes => [.. LocationEvents.Types, .. ResourceEvents.Types, .. ServiceEvents.Types];

    public static IServiceCollection AddCatalogue(this IServiceCollection services) => services
        .AddKind(() => CatalogueKinds.Locations)
        .AddKind(() => CatalogueKinds.Resources)
        .AddKind(() => CatalogueKinds.Services)
        .AddSingleton<CatalogueCache>()
        .AddSingleton<CatalogueWarnings>()
        .AddSingleton<CreateLocationHandler>()
        .AddSingleton<ChangeLocationHandler>()
        .AddSingleton<ImportClosuresHandler>()
        .AddSingleton<CreateResourceHandler>()
        .AddSingleton<ChangeResourceHandler>()
        .AddSingleton<ServiceResources>()
        .AddSingleton<CreateServiceHandler>()
        .AddSingleton<ChangeServiceHandler>();

    private static IServiceCollection AddKind<T>(this IServiceCollection services, Func<CatalogueKind<T>> kind)
        where T : class => services
        .AddSingleton(_ => kind())
        .AddSingleton<CatalogueReader<T>>()
        .AddSingleton<IAuthoredChanges, AuthoredChanges<T>>()
        .AddSingleton<IProjection, DefinitionProjection<T>>();
}
