namespace BookingEngine.EventSourcing;

/// <summary>Something that follows every stream of a category, event by event, and remembers for each how far it has got.</summary>
public interface ISubscription
{
    /// <summary>Under which its positions are kept; stable for ever.</summary>
    string Name { get; }

    /// <summary>The category of streams that it follows.</summary>
    string Category { get; }
}
