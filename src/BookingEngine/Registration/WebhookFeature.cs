using BookingEngine.BookingMails;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Pipeline;
using BookingEngine.ReadModels;
using BookingEngine.Users.Notices;
using BookingEngine.Users.Profiles;
using BookingEngine.Webhooks.Deliveries;
using BookingEngine.Webhooks.Endpoints;
using BookingEngine.Webhooks.Feed;
using BookingEngine.Webhooks.Payloads;
using BookingEngine.Webhooks.Sending;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BookingEngine.Registration;

public static class WebhookFeature
{
    public static IEnumerable<EventType> EventTypes => WebhookJson.Types;

    /// <summary>The host registers its <see cref="WebhookConcurrency"/>, if that is another than the default.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.TryAddSingleton(new WebhookConcurrency(WebhookConcurrency.Default));
        return services.AddEndpoints().AddPayloads().AddDeliveries().AddReactions();
    }

    private static IServiceCollection AddEndpoints(this IServiceCollection services) => services
        .AddSingleton(_ => WebhookEndpoints.Kind)
        .AddSingleton<CatalogueReader<WebhookEndpoint>>()
        .AddSingleton<IProjection, DefinitionProjection<WebhookEndpoint>>()
        .AddSingleton<WebhookCache>()
        .AddSingleton<WebhookKeys>()
        .AddSingleton<WebhookAddresses>()
        .AddSingleton<CreateWebhookHandler>()
        .AddSingleton<ChangeWebhookHandler>()
        .AddSingleton<RotateSecretHandler>()
        .AddSingleton<EndWebhook>();

    private static IServiceCollection AddPayloads(this IServiceCollection services) => services
        .AddSingleton<EarlierEvents>()
        .AddSingleton<BookingPayloads>()
        .AddSingleton<IPayloadSource>(s => s.GetRequiredService<BookingPayloads>())
        .AddSingleton<IPayloadSource, HoldPayloads>()
        .AddSingleton<IPayloadSource, UserPayloads>()
        .AddSingleton<IPayloadSource, CataloguePayloads>()
        .AddSingleton<IPayloadSource, EndpointPayloads>()
        .AddSingleton<PayloadComposer>()
        .AddSingleton<EventFeed>()
        .AddSingleton<PersonalReadNotes>();

    private static IServiceCollection AddDeliveries(this IServiceCollection services) => services
        .AddSingleton<WebhookSignal>()
        .AddSingleton<WebhookRecorder>()
        .AddSingleton<WebhookConditions>()
        .AddSingleton<RetrySchedule>()
        .AddSingleton<WebhookAnswerTexts>()
        .AddSingleton<WebhookSender>()
        .AddSingleton<EndpointReader>()
        .AddSingleton<WebhookDelivering>()
        .AddSingleton<DeliverWebhooksHandler>()
        .AddSingleton<ResendWebhooks>()
        .AddSingleton<WebhookSweep>()
        .AddSingleton<IMailTemplate, WebhookDisabledMail>();

    // Bookings, users and the team have handlers of all their events already. Locations and services change seldom.
    private static IServiceCollection AddReactions(this IServiceCollection services)
    {
        services.AddMailHandler(WebhookDisabledMail.WebhookHandler, WebhookEndpoints.Category)
            .AddSingleton<WebhookCatchUp>().AddSingleton<IEventHandler>(s => s.GetRequiredService<WebhookCatchUp>());
        foreach (var handler in new[] { BookingMailWriter.Handler, AccountMails.Handler, DeactivatedMail.TeamHandler, WebhookDisabledMail.WebhookHandler })
        {
            services.AddSingleton(s => new EventReactions(handler, s.GetRequiredService<WebhookRecorder>()));
        }

        foreach (var category in new[] { CataloguedLocation.Category, CataloguedService.Category })
        {
            services.AddSingleton<IEventHandler>(s => new WebhookEventHandler($"{category}-webhooks", category, s.GetRequiredService<WebhookRecorder>()));
        }

        return services;
    }
}
