using BookingEngine.Branding;
using BookingEngine.Branding.Logos;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Export;
using BookingEngine.ReadModels;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Registration;

public static class BrandFeature
{
    public static IEnumerable<EventType> EventTypes => BrandJson.Types;

    public static IServiceCollection AddBrand(this IServiceCollection services) => services
        .AddSingleton(_ => BrandState.Kind)
        .AddSingleton<CatalogueReader<Brand>>()
        .AddSingleton<IAuthoredChanges, AuthoredChanges<Brand>>()
        .AddSingleton<IProjection, DefinitionProjection<Brand>>()
        .AddSingleton<IProjection, LogosProjection>()
        .AddSingleton<LogoReader>()
        .AddSingleton<BrandCache>()
        .AddSingleton<ChangeBrandHandler>()
        .AddSingleton<ChangeLogoHandler>();
}
