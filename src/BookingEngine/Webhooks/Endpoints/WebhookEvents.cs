using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;

namespace BookingEngine.Webhooks.Endpoints;

public sealed record WebhookCreated(WebhookEndpoint Definition) : IDefines<WebhookEndpoint>
{
    DefinitionChange IDefines<WebhookEndpoint>.Change => DefinitionChange.Created;
}

public sealed record WebhookChanged(WebhookEndpoint Definition) : IDefines<WebhookEndpoint>
{
    DefinitionChange IDefines<WebhookEndpoint>.Change => DefinitionChange.Changed;
}

public sealed record WebhookSecretRotated(WebhookEndpoint Definition) : IDefines<WebhookEndpoint>
{
    DefinitionChange IDefines<WebhookEndpoint>.Change => DefinitionChange.Changed;
}

/// <summary>The system made the endpoint inactive, because it failed.</summary>
public sealed record WebhookDisabled(WebhookEndpoint Definition) : IDefines<WebhookEndpoint>
{
    DefinitionChange IDefines<WebhookEndpoint>.Change => DefinitionChange.Changed;
}

public sealed record WebhookDeleted(WebhookEndpoint Definition) : IDefines<WebhookEndpoint>
{
    DefinitionChange IDefines<WebhookEndpoint>.Change => DefinitionChange.Retired;
}

/// <summary>An administrator asked for a test.</summary>
public sealed record WebhookTested(string EndpointId) : IDomainEvent;
