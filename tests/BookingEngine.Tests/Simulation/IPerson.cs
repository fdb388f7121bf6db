namespace BookingEngine.Tests.Simulation;

/// <summary>Somebody who asks nodes for one thing after the other.</summary>
public interface IPerson
{
    bool IsDone { get; }

    Node? ServedBy { get; }

    /// <summary>Asks the node for the next thing, and so on until done or the node crashes.</summary>
    Task GoOnAsync(Node node);
}
